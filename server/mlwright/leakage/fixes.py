"""Safe edits applied to files: only where the text is what was analysed and the result can still be read."""

import difflib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mlwright.errors import InputError, quoted
from mlwright.leakage.findings import Edit, Finding
from mlwright.leakage.notebook_text import cell_texts, replaced
from mlwright.leakage.reading import Source, read
from mlwright.leakage.walk import digest, load

LINES = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|$)")


class Fix(NamedTuple):
    """A file before and after, what was done, and what was left out and why."""

    path: str
    before: bytes
    after: bytes
    applied: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    def diff(self) -> str:
        """What changes, as a unified diff."""
        before, after = (raw.decode("utf-8", "replace").splitlines() for raw in (self.before, self.after))
        name = self.path.replace(os.sep, "/")
        lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="")
        return "".join(f"{line}\n" for line in lines)


def plan(findings: Iterable[Finding], analysed: Mapping[str, bytes]) -> list[Fix]:
    """The fixes of all files that have a finding with a safe edit; nothing is written.

    `analysed` holds the digests of the bytes in which the edits count: a file that differs gets none of them.
    """
    edits: dict[str, dict[Edit, str]] = {}
    for finding in findings:
        if finding.edit is not None and finding.edit.safe:
            edits.setdefault(finding.place.path, {})[finding.edit] = f"{finding.code} at {finding.place}"
    fixes = []
    for path, wanted in sorted(edits.items()):
        data = load(path)
        why = data if isinstance(data, str) else _unfit(path, data, analysed)
        if isinstance(data, str) or why:
            fixes.append(Fix(path, b"", b"", (), tuple(f"{what}: {why}" for what in wanted.values())))
        else:
            fixes.append(fixed(path, data, wanted))
    return fixes


def _unfit(path: str, data: bytes, analysed: Mapping[str, bytes]) -> str:
    if os.path.islink(path):
        return "a link is left as it is"
    return "" if analysed.get(path) == digest(data) else "the file on the disk is not what was analysed"


def fixed(path: str, data: bytes, wanted: dict[Edit, str]) -> Fix:
    """The edits applied from the bottom up, so that the lines of those above stay what they were."""
    source = read(path, data)
    after, lowest = data, len(source.lines) + 2
    applied, skipped = [], []
    for edit in sorted(wanted, key=lambda item: (item.last, item.first), reverse=True):
        what = f"{wanted[edit]}: {edit.what}"
        if edit.last >= lowest:
            skipped.append(f"{what}: it overlaps another edit")
            continue
        made = _edited(source, after, edit)
        if isinstance(made, bytes) and not _reads_as_well(source, path, made):
            made = "the result could not be read as Python"
        if isinstance(made, str):
            skipped.append(f"{what}: {made}")
            continue
        after, lowest = made, edit.first
        applied.append(what)
    return Fix(path, data, after, tuple(reversed(applied)), tuple(reversed(skipped)))


def write(fix: Fix) -> None:
    """Put the fixed text in the file's place in one step; InputError when the file changed meanwhile."""
    if load(fix.path) != fix.before or os.path.islink(fix.path):
        raise InputError(f"{quoted(fix.path)} changed while it was reviewed", "review it again")
    part = f"{fix.path}.mlwright-part"
    try:
        mode = os.stat(fix.path).st_mode & 0o7777
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(fix.after)
        os.chmod(part, mode)
        os.replace(part, fix.path)
    except OSError as error:
        if not isinstance(error, FileExistsError) and os.path.lexists(part):
            os.unlink(part)
        raise InputError(f"cannot write {quoted(fix.path)}: {error.strerror}", "the file is as it was") from None


def _edited(source: Source, data: bytes, edit: Edit) -> bytes | str:
    """The bytes with one edit, or why it cannot be made."""
    if not 1 <= edit.first <= edit.last <= len(source.lines):
        return "it names lines that the file does not have"
    if not source.repaired.isdisjoint(range(edit.first, edit.last + 1)):
        return "these lines are not plain Python"
    try:
        return _in_notebook(source, data, edit) if source.kind == "notebook" else _in_lines(source, data, edit)
    except (ValueError, KeyError, RecursionError):  # UnicodeError is a ValueError
        return "the file cannot be rewritten"


def _in_lines(source: Source, data: bytes, edit: Edit) -> bytes | str:
    lines = LINES.findall(data)
    old = lines[edit.first - 1 : edit.last]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or not _same(source, edit, [line.decode() for line in old]):
        return "the lines are not what was analysed"
    end = re.search(rb"(\r\n|\r|\n)$", old[0])
    newline = end[1].decode() if end else "\n"
    new = [f"{line}{newline}".encode() for line in _new_lines(edit)]
    if new and not re.search(rb"[\r\n]$", old[-1]):
        new[-1] = new[-1].rstrip(b"\r\n")
    return b"".join([*lines[: edit.first - 1], *new, *lines[edit.last :]])


def _in_notebook(source: Source, data: bytes, edit: Edit) -> bytes | str:
    first, last = source.place(edit.first), source.place(edit.last)
    if first.cell is None or first.cell != last.cell:
        return "it spans more than one cell"
    text = data.decode()
    cells = cell_texts(text)
    cell = cells[first.cell - 1] if first.cell <= len(cells) else None
    if cell is None:
        return "the cell has no text"
    lines = cell.text.splitlines(keepends=True)
    old = lines[first.line - 1 : last.line]
    if not _same(source, edit, old):
        return "the lines are not what was analysed"
    new = [f"{line}\n" for line in _new_lines(edit)]
    if new and last.line == len(lines) and not old[-1].endswith("\n"):
        new[-1] = new[-1].rstrip("\n")
    return replaced(text, cell, [*lines[: first.line - 1], *new, *lines[last.line :]]).encode()


def _same(source: Source, edit: Edit, old: Sequence[str]) -> bool:
    analysed = [source.line(number) for number in range(edit.first, edit.last + 1)]
    return analysed == [line.rstrip("\r\n").removeprefix("\ufeff") for line in old]


def _new_lines(edit: Edit) -> list[str]:
    text = edit.replacement.removesuffix("\n")
    return text.split("\n") if text else []


def _reads_as_well(source: Source, path: str, data: bytes) -> bool:
    after = read(path, data)
    return len(after.notes) <= len(source.notes) and len(after.repaired) <= len(source.repaired) and not after.is_empty
