"""mlwright: machine-learning engineering as tools that work, are tested, and are measured."""

from mlwright.tabular import __version__

__all__ = ["__version__"]
