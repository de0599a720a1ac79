"""Python files: plain scripts, files with `# %%` or `# In[3]:` cells, Databricks exports."""

import re

from mlwright.leakage.findings import Note, Place
from mlwright.leakage.reading.decoding import NotTextError, decode
from mlwright.leakage.reading.hidden import unhide
from mlwright.leakage.reading.notes import gap_notes, order_notes
from mlwright.leakage.reading.repair import mend
from mlwright.leakage.reading.source import Cell, Kind, Source, unread

LARGEST_SCRIPT = 5_000_000
PERCENT = r"(?m)^#[ \t]*(?:%%|<codecell>|In ?\[[ \d]{0,9}\])"
DATABRICKS = "# Databricks notebook source"
COMMAND = r"(?m)^# COMMAND -{5,}"
LIGHT = r"(?m)^# \+(?: .*)?$"


def read_script(path: str, data: bytes) -> Source:
    """Read a Python file; flat lines are its own lines."""
    if len(data) > LARGEST_SCRIPT:
        return unread(path, "script", f"the file is larger than {LARGEST_SCRIPT // 1_000_000} MB")
    try:
        text, remarks = decode(data)
    except NotTextError as error:
        return unread(path, "script", str(error))
    kind, cells = cells_of(text)
    magics = commented_magics(text) if kind != "script" else set()
    exposed, hidden = unhide(text, magics) if "get_ipython()." in text else (text, [])
    mended = mend(exposed, magics)
    repaired = changed_lines(text, mended.text)
    source = Source(path, kind, mended.text, mended.tree, cells, magics=frozenset(magics), repaired=repaired)
    notes = [Note(Place(path, 1), remark) for remark in (*remarks, *mended.remarks)]
    notes += gap_notes(source, mended.gaps)
    notes += [Note(Place(path, line), what) for line, what in hidden]
    source.notes = (*notes, *order_notes(source, text))
    return source


def changed_lines(text: str, mended: str) -> frozenset[int]:
    """The lines that a repair changed."""
    if mended == text:
        return frozenset()
    pairs = zip(text.split("\n"), mended.split("\n"), strict=True)
    return frozenset(number for number, (before, after) in enumerate(pairs, 1) if before != after)


def cells_of(text: str) -> tuple[Kind, tuple[Cell, ...]]:
    """Which kind of script a text is, and its cells where it has any."""
    if text.startswith(DATABRICKS):
        return "databricks", _cut(text, COMMAND)
    if "\n#" not in text and not text.startswith("#"):
        return "script", ()
    if re.search(PERCENT, text) is not None:
        return "percent", _cut(text, PERCENT)
    if "jupytext:" in text[:2000] and re.search(LIGHT, text) is not None:
        return "percent", _cut(text, LIGHT)
    return "script", ()


def _cut(text: str, marker: str) -> tuple[Cell, ...]:
    """Cells from marker to marker; what stands before the first marker is the first cell if it holds anything."""
    starts: list[tuple[int, int | None]] = []
    line, position = 1, 0
    for found in re.finditer(marker, text):
        line += text.count("\n", position, found.start())
        position = found.start()
        digits = re.search(r"In ?\[(\d{1,9})\]", found[0])
        starts.append((line, int(digits[1]) if digits else None))
    if not starts or starts[0][0] > 1:
        starts.insert(0, (1, None))
    ends = [start - 1 for start, _ in starts[1:]] + [text.count("\n") + 1]
    return tuple(
        Cell(number, first, last, count)
        for number, ((first, count), last) in enumerate(zip(starts, ends, strict=True), 1)
    )


def commented_magics(text: str) -> set[str]:
    """Names of magics that the file's format keeps as comments."""
    return set(re.findall(r"(?m)^#[ \t]*(?:MAGIC[ \t]+)?%{1,2}([A-Za-z_]\w*)", text))
