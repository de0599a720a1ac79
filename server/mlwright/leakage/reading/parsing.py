"""Text to tree, or the reason why not; silent about warnings and safe on any text."""

import ast
import re
import warnings
from _thread import allocate_lock
from typing import NamedTuple

LONGEST_REASON = 120

# The filters of `warnings` belong to the whole process: two threads that change them must not interleave.
_filters = allocate_lock()


class Unparsed(NamedTuple):
    """Why a text is not Python, and the line where the parser stopped (0: unknown)."""

    reason: str
    line: int = 0
    too_deep: bool = False


def parse(text: str) -> ast.Module | Unparsed:
    """The tree of a text; never raises."""
    with _filters, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except SyntaxError as error:
            return Unparsed(_reason(error), error.lineno or 0)
        except (RecursionError, MemoryError, SystemError):
            return Unparsed("it is nested too deeply for Python's parser", too_deep=True)
        except ValueError as error:
            return Unparsed(str(error)[:LONGEST_REASON])


def _reason(error: SyntaxError) -> str:
    # line numbers in the message count within the piece that was parsed, so they would mislead
    reason = re.sub(r" \(detected at line \d+\)| on line \d+", "", error.msg or "invalid syntax")
    return "".join(c if c.isprintable() else "?" for c in reason)[:LONGEST_REASON]
