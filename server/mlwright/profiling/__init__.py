"""A table → its Profile: what it holds, what its columns are, and which of them give the answer away."""

from mlwright.profiling.profiler import profile_table
from mlwright.profiling.reading.content import file_sha256
from mlwright.profiling.reading.copying import write_table
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.places import files_of
from mlwright.profiling.reading.reader import inspect_source, load_text, read_table
from mlwright.profiling.reading.urls import shown_url

__all__ = [
    "ReadOptions",
    "file_sha256",
    "files_of",
    "inspect_source",
    "load_text",
    "profile_table",
    "read_table",
    "shown_url",
    "write_table",
]
