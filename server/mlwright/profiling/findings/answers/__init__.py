"""The target and what knows it too early: its state, other models' outputs, too much power, noise."""
