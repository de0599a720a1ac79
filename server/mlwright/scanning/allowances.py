"""Comments that allow a finding: `# mlwright: allow SC804 - reason`, or `allow-file` for the whole file."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlwright.scanning.findings import CODES, Finding, Note, Place
from mlwright.scanning.passages import Passage

SPELLING = "# mlwright: allow SC804 - why this is meant"
# the reviewer of code has the same grammar and its own codes; here other signs begin a comment, too
DIRECTIVE = re.compile(
    r"(?P<sign>#|//|--|;|%|<!--|/\*)[ \t]{0,8}mlwright:[ \t]{0,8}(?P<word>allow(?:-file)?)(?P<rest>[ \t:][^\n]{0,400})"
)
NAMED = re.compile(
    r"\s*(?P<codes>[A-Z]{2}\d{3}(?:\s*,\s*[A-Z]{2}\d{3})*)(?:\s*(?:-+|–|—|:)\s*(?P<reason>.*?))?\s*(?:-->|\*/)?\s*$"
)


class Allowance(NamedTuple):
    """One comment: the lines of its passage it speaks of, the codes it allows, and whether in the whole file."""

    place: Place
    lines: tuple[int, ...]
    codes: tuple[str, ...]
    reason: bool
    whole_file: bool


class Allowances:
    """The comments of one file; each remembers what it allowed."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._all = [item for passage in passages for item in _of_passage(passage)]
        self._used: set[tuple[int, str]] = set()

    def allows(self, finding: Finding) -> bool:
        """Whether a comment with a reason stands on the finding's line, above it, or speaks of the whole file."""
        code, place = finding.code, finding.place
        fitting = [
            (number, code)
            for number, item in enumerate(self._all)
            if item.reason and code in item.codes and (item.whole_file or _at(item, place))
        ]
        self._used.update(fitting)
        return bool(fitting)

    def notes(self) -> Iterator[Note]:
        """What is wrong with the comments themselves."""
        for number, item in enumerate(self._all):
            unused = [code for code in item.codes if (number, code) not in self._used]
            unknown = [code for code in unused if code not in CODES]
            if not item.reason:
                yield Note(item.place, f"the comment gives no reason and allows nothing: write `{SPELLING}`")
            elif unknown:
                yield Note(item.place, f"the comment allows {', '.join(unknown)}, which is no code of the scan")
            elif unused:
                yield Note(item.place, f"the comment allows {', '.join(unused)}, which is not found: remove it")


def _at(item: Allowance, place: Place) -> bool:
    return item.place.cell == place.cell and place.line in item.lines


def _of_passage(passage: Passage) -> Iterator[Allowance]:
    # what a paper shows is an example
    if "mlwright:" not in passage.text or passage.nature == "prose" or passage.cell.endswith("output"):
        return
    lines = passage.text.split("\n")
    for number, line in enumerate(lines, 1):
        found = DIRECTIVE.search(line) if "mlwright:" in line else None
        named = NAMED.match(found["rest"]) if found else None
        if found is None or named is None:
            continue
        codes = tuple(code for code in re.split(r"\s*,\s*", named["codes"]) if code.startswith("SC"))
        if codes:
            alone = not line[: found.start()].strip()
            reason = any(sign.isalnum() for sign in named["reason"] or "")
            place = Place(passage.path, number, passage.cell, None, passage.member)
            covered = (number, number + 1) if alone else (number,)
            yield Allowance(place, covered, codes, reason, found["word"] == "allow-file")
