"""The statements that parse, out of a text that does not: the others are blanked, and named."""

import ast
import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from mlwright.leakage.reading.layout import Logical, logical_lines
from mlwright.leakage.reading.magics import is_magic
from mlwright.leakage.reading.parsing import Unparsed, parse

CARRIES_ON = r"(?:elif|else|except|finally)\b|[)\]}]"
MOST_PARSES = 4000
MOST_SUBSTITUTIONS = 8

Repairs = Callable[[list[str]], list[list[str]]]


class Gap(NamedTuple):
    """Lines (from 1) that are not Python, and why."""

    first: int
    last: int
    reason: str


class Piece(NamedTuple):
    """A top-level statement: lines first..last (indices); `closed` if its strings and brackets end in it."""

    first: int
    last: int
    closed: bool = True


class Budget:
    """How much parsing one text may still cost, so that no text takes long."""

    __slots__ = ("characters", "parses")

    def __init__(self, characters: int) -> None:
        self.parses = MOST_PARSES
        self.characters = 12 * characters + 100_000

    def parse(self, lines: list[str]) -> ast.Module | Unparsed:
        """The tree of the lines, or that the budget is spent."""
        text = "\n".join(lines)
        self.parses -= 1
        self.characters -= len(text)
        if self.parses < 0 or self.characters < 0:
            return Unparsed("there are too many faults in this text")
        return parse(text)


def salvage(lines: list[str], repairs: Repairs) -> tuple[list[str], list[Gap]]:
    """The lines with everything blanked that does not parse, and the gaps this leaves."""
    budget = Budget(sum(map(len, lines)))
    kept: list[str] = []
    gaps: list[Gap] = []
    for piece in top_level(lines):
        block, holes = _rescue(lines[piece.first : piece.last + 1], piece.closed, repairs, budget)
        kept += block
        gaps += [Gap(piece.first + hole.first, piece.first + hole.last, hole.reason) for hole in holes]
    return kept, _merged(gaps, lines)


def top_level(lines: list[str]) -> list[Piece]:
    """Cut a text at its top-level statements, decorators with what they decorate."""
    pieces: list[Piece] = []
    decorated = False
    for logical in logical_lines(lines, is_magic):
        text = lines[logical.first]
        starts = text[:1] not in ("", " ", "\t", "\f", "#") and re.match(CARRIES_ON, text) is None
        if not pieces or (starts and not decorated):
            pieces.append(Piece(logical.first, logical.last, logical.closed))
        else:
            pieces[-1] = Piece(pieces[-1].first, logical.last, pieces[-1].closed and logical.closed)
        if starts:
            decorated = text.startswith("@")
    return pieces


def _rescue(lines: list[str], closed: bool, repairs: Repairs, budget: Budget) -> tuple[list[str], list[Gap]]:
    tree = budget.parse(lines)
    if isinstance(tree, ast.Module):
        return lines, []
    for repaired in repairs(lines):
        if isinstance(budget.parse(repaired), ast.Module):
            return repaired, []
    if not closed:
        return _line_by_line(lines, tree, repairs, budget)
    substituted = _substitute(lines, tree, budget)
    return substituted or ([""] * len(lines), [Gap(1, len(lines), tree.reason)])


def _line_by_line(lines: list[str], fault: Unparsed, repairs: Repairs, budget: Budget) -> tuple[list[str], list[Gap]]:
    """Cut at every line at the margin: a string or bracket that never closes hides the statements below it."""
    starts = [0, *(i for i in range(1, len(lines)) if re.match(r"[^\s#)\]}]", lines[i])), len(lines)]
    if len(starts) == 2:
        return _substitute(lines, fault, budget) or ([""] * len(lines), [Gap(1, len(lines), fault.reason)])
    kept: list[str] = []
    gaps: list[Gap] = []
    for first, following in pairwise(starts):
        part = lines[first:following]
        tree = budget.parse(part)
        repaired = next((r for r in repairs(part) if isinstance(budget.parse(r), ast.Module)), None)
        if isinstance(tree, ast.Module):
            kept += part
        elif repaired is not None:
            kept += repaired
        else:
            kept += [""] * len(part)
            gaps.append(Gap(first + 1, following, fault.reason if first == 0 else tree.reason))
    return kept, gaps


def _substitute(lines: list[str], fault: Unparsed, budget: Budget) -> tuple[list[str], list[Gap]] | None:
    """Replace the faulty statements inside a block, so that the rest of the block stays."""
    current, gaps = list(lines), list[Gap]()
    logicals = _statements(lines) if len(lines) > 1 else []
    for _ in range(MOST_SUBSTITUTIONS):
        logical = next((x for x in logicals if x.first < fault.line <= x.last + 1), None)
        if logical is None or any(gap.first == logical.first + 1 for gap in gaps):
            return None
        _put_substitute(current, logical, "unexpected indent" in fault.reason)
        gaps.append(Gap(logical.first + 1, logical.last + 1, fault.reason))
        outcome = budget.parse(current)
        if isinstance(outcome, ast.Module):
            return current, gaps
        fault = outcome
    return None


def _statements(lines: list[str]) -> list[Logical]:
    """The logical lines; one that never ends is taken physical line by physical line."""
    statements: list[Logical] = []
    for logical in logical_lines(lines, is_magic):
        singles = [Logical(index, index) for index in range(logical.first, logical.last + 1)]
        statements += [logical] if logical.closed else singles
    return statements


def _put_substitute(lines: list[str], logical: Logical, is_stray: bool) -> None:
    """Blank a statement, and put in its place what keeps the indentation of those around it right."""
    line = lines[logical.first]
    indent = _indent(line)
    following = next((text for text in lines[logical.last + 1 :] if text.strip()), "")
    for index in range(logical.first, logical.last + 1):
        lines[index] = ""
    if is_stray:
        return
    if len(_indent(following)) > len(indent):
        lines[logical.first] = indent + _header(line.lstrip())
    elif indent:
        lines[logical.first] = f"{indent}pass"


def _header(statement: str) -> str:
    """The opening of a block whose own cannot be read: what stood in a function still stands in one."""
    if re.match(r"(?:async[ \t]+)?def\b", statement):
        return "def _unread():"
    return "class _Unread:" if re.match(r"class\b", statement) else "if True:"


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _merged(gaps: list[Gap], lines: list[str]) -> list[Gap]:
    """Gaps with only blank lines between them as one, each trimmed to lines with text."""
    merged: list[Gap] = []
    for gap in sorted(gaps):
        first, last = gap.first, gap.last
        while last > first and not lines[last - 1].strip():
            last -= 1
        if merged and not any(line.strip() for line in lines[merged[-1].last : first - 1]):
            merged[-1] = Gap(merged[-1].first, max(last, merged[-1].last), merged[-1].reason)
        else:
            merged.append(Gap(first, last, gap.reason))
    return merged
