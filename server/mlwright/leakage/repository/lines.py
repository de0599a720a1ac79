"""Which lines of the new text a change added or touched.

git compares the pairs, as its diff is fast on any input; it meets them under names of ours in two small trees,
so that neither paths nor attributes of the repository take part.
"""

import re
from collections.abc import Sequence

from mlwright.leakage.repository.mirror import Mirror

HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
NAMED = re.compile(rb"diff --git a/(\d+) b/\d+")
COMPARE = ("-r", "-p", "-U0", "--text", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames")
PREFIXES = ("--src-prefix=a/", "--dst-prefix=b/", "--ignore-cr-at-eol", "--diff-algorithm=histogram")


def count(text: bytes) -> int:
    """The number of lines as Python counts them: ended by LF, CR LF or a lone CR."""
    ends = text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")
    return ends + (not text.endswith((b"\n", b"\r")) and text != b"")


def every(text: bytes) -> frozenset[int]:
    """All lines of a text."""
    return frozenset(range(1, count(text) + 1))


def changed(mirror: Mirror, pairs: Sequence[tuple[str, str]], new: Sequence[bytes]) -> list[frozenset[int]]:
    """For each pair of blobs the changed lines of the second; a gap shows as the lines before and after it."""
    if not pairs:
        return []
    before = _tree(mirror, [old for old, _ in pairs])
    after = _tree(mirror, [name for _, name in pairs])
    touched = _touched(mirror.git("diff-tree", *COMPARE, *PREFIXES, before, after, "--"))
    return [_bounded(touched.get(number, set()), text) for number, text in enumerate(new)]


def _bounded(lines: set[int], text: bytes) -> frozenset[int]:
    if lines and text.count(b"\r") != text.count(b"\r\n"):
        return every(text)  # git does not count lone carriage returns, Python does
    last = count(text)
    return frozenset(line for line in lines if 1 <= line <= last)


def _touched(patch: bytes) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    lines: set[int] = set()
    for line in patch.split(b"\n"):  # lines of the files themselves come with + or - in front
        if named := NAMED.match(line):
            lines = found.setdefault(int(named[1]), set())
        elif hunk := HUNK.match(line):
            first, length = int(hunk[1]), 1 if hunk[2] is None else int(hunk[2])
            lines.update(range(first, first + length) if length else (first, first + 1))
    return found


def _tree(mirror: Mirror, names: Sequence[str]) -> str:
    entries = (f"100644 {number:07d}\0".encode() + bytes.fromhex(name) for number, name in enumerate(names))
    return mirror.store("tree", b"".join(entries))
