"""A table held against a contract: every rule counted, in one pass over the rows where that can be."""

from mlwright.profiling.checking.checker import check_table

__all__ = ["check_table"]
