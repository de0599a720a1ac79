"""mlwright: machine-learning engineering as tools that work, are tested, and are measured."""

__version__ = "0.1.0"
