"""A table file → its Profile: what it holds, what its columns are, and which of them give the answer away."""

from mlwright.profiling.profiler import profile_table
from mlwright.profiling.reading.content import file_sha256
from mlwright.profiling.reading.reader import inspect_source, load_text

__all__ = ["file_sha256", "inspect_source", "load_text", "profile_table"]
