"""Text that may not be Python to text that is: whole where a known repair helps, else statement by statement."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from mlwright.leakage.reading.magics import strip_magics
from mlwright.leakage.reading.parsing import Unparsed, parse
from mlwright.leakage.reading.prompts import dedent, expand_tabs, has_prompts, strip_prompts
from mlwright.leakage.reading.python2 import looks_old, modernise
from mlwright.leakage.reading.salvage import Gap, salvage

LONGEST_REPAIRED = 1_500_000


class Mended(NamedTuple):
    """Python text with as many lines as before; `gaps` are the lines that had to be left out."""

    text: str
    tree: ast.Module
    gaps: tuple[Gap, ...] = ()
    remarks: tuple[str, ...] = ()


def mend(text: str, magics: set[str]) -> Mended:
    """Parse a text, with repairs if need be; adds the names of the magics it met to `magics`."""
    tree = parse(text)
    if isinstance(tree, ast.Module):
        return Mended(text, tree)
    if len(text) > LONGEST_REPAIRED:
        return _nothing(text, tree.reason)
    lines = text.split("\n")
    last = lines
    for repaired, remark in _repairs(lines, magics):
        outcome = parse("\n".join(repaired))
        if isinstance(outcome, ast.Module):
            return Mended("\n".join(repaired), outcome, remarks=(remark,) if remark else ())
        last = repaired
    kept, gaps = salvage(last, lambda piece: [step for step, _ in _repairs(piece, magics)])
    mended = "\n".join(kept)
    outcome = parse(mended)
    if isinstance(outcome, Unparsed):
        return _nothing(text, tree.reason)
    return Mended(mended, outcome, tuple(gaps))


def _repairs(lines: list[str], magics: set[str]) -> Iterator[tuple[list[str], str]]:
    """Each known repair on top of those before, with what to say if it helped."""
    current = lines
    if (stripped := strip_magics(current, magics)) != current:
        current = stripped
        yield current, ""
    if has_prompts(current):
        current = strip_prompts(current)
        current = strip_magics(current, magics)
        yield current, ""
        yield strip_prompts(lines, is_session=True), ""
    if (shifted := dedent(current)) is not current:
        current = shifted
        yield current, ""
    if (spaced := expand_tabs(current)) is not current:
        current = spaced
        yield current, "tabs and spaces are mixed; a tab is read as eight columns"
    if looks_old("\n".join(current)):
        current = modernise(current)
        yield current, "read as Python 2"


def _nothing(text: str, reason: str) -> Mended:
    lines = text.count("\n") + 1
    return Mended("\n" * (lines - 1), ast.Module(body=[], type_ignores=[]), (Gap(1, lines, reason),))
