"""Dates: which column orders the rows, at what pace they come, what is left out, what repeats."""
