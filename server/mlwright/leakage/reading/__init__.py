"""Bytes of a script, notebook or Markdown file to a Source: one tree, and the way back to each place in the file."""

from mlwright.leakage.reading.markdown import read_markdown
from mlwright.leakage.reading.notebooks import read_notebook
from mlwright.leakage.reading.scripts import read_script
from mlwright.leakage.reading.source import Cell, Kind, Source, unread

__all__ = ["SUFFIXES", "Cell", "Kind", "Source", "read"]

READERS = {
    ".py": read_script,
    ".pyw": read_script,
    ".ipynb": read_notebook,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".qmd": read_markdown,
    ".rmd": read_markdown,
}
SUFFIXES = frozenset({*READERS, ".Rmd"})


def read(path: str, data: bytes) -> Source:
    """Read a file by the suffix of its path, any other as a script; never raises.

    What cannot be analysed is in the notes of the source, whose tree is then empty or lacks those lines.
    """
    suffix = "." + path.rpartition(".")[2].lower()
    try:
        return READERS.get(suffix, read_script)(path, data)
    except (RecursionError, MemoryError):
        return unread(path, "notebook" if suffix == ".ipynb" else "script", "it is nested too deeply")
