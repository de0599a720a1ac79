"""What the results of runs suggest. Every suggestion cites its run and the numbers that show it."""

from mlwright.suggestions.evidence import Results
from mlwright.suggestions.suggest import suggest

__all__ = ["Results", "suggest"]
