"""Comments that allow a finding: `# mlwright: allow LK101 - reason`, or `allow-file` for the whole file."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlwright import leakage
from mlwright.errors import quoted
from mlwright.leakage.findings import Finding
from mlwright.leakage.reading import Source
from mlwright.leakage.review import MARK
from mlwright.leakage.settings import ABOUT_COMPACTS

DIRECTIVE = re.compile(r"#\s*mlwright:\s*(?P<word>\S+)(?P<rest>.*)")
CODES = re.compile(r"\s+(?P<codes>[A-Z]{2}\d{3}(?:\s*,\s*[A-Z]{2}\d{3})*)(?:\s*(?:-+|–|—|:)\s*(?P<reason>.*))?\s*$")
HEEDED = re.compile(r"allow|ignore|noqa|disable|skip|suppress", re.IGNORECASE)
SPELLING = "# mlwright: allow LK101 - why this is meant"


class Rule(NamedTuple):
    """A rule about the comments themselves; described as the rules about code are."""

    code: str
    name: str
    summary: str
    doc: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    severity: str = "low"


RULES = {
    rule.code: rule
    for rule in (
        Rule(
            "HY790",
            "suppression_without_reason",
            "A comment allows a finding and does not say why.",
            "A comment allows a finding and does not say why.\n\nIt allows nothing: in a year nobody can tell whether "
            f"the code was checked or the alarm was in the way. Write `{SPELLING}`.",
            ("X = scaler.fit_transform(X)  # mlwright: allow LK101\n",),
            ("X = scaler.fit_transform(X)  # mlwright: allow LK101 - shown on purpose, never scored\n",),
        ),
        Rule(
            "HY791",
            "unused_suppression",
            "A comment allows a finding that is not there.",
            "A comment allows a finding that is not there.\n\nThe code was mended or moved, and the comment would hide "
            "the next fault of that kind. Remove it.",
            ("x = 1  # mlwright: allow LK101 - scaled before the split\n",),
            ("x = 1\n",),
        ),
    )
}


class Suppression(NamedTuple):
    """One comment: the flat line it stands on, what it allows and where; without a reason it allows nothing."""

    line: int
    text: str
    codes: tuple[str, ...]
    reason: str
    whole_file: bool
    covers: frozenset[int]


class Sifted(NamedTuple):
    """Findings that stay, with those about the comments among them, and how many comments took away."""

    findings: tuple[Finding, ...]
    suppressed: int


def sift(source: Source, findings: Iterable[Finding]) -> Sifted:
    """Take away what comments with a reason allow; report comments without one, and those that allow nothing."""
    found = tuple(findings)
    comments = list(suppressions(source))
    kept, used = [], set()
    for finding in found:
        hits = {(number, finding.code) for number, item in enumerate(comments) if _allows(item, finding, source)}
        used |= hits
        if not hits:
            kept.append(finding)
    own = list(_about_comments(comments, used, source, found))
    return Sifted((*kept, *own), len(found) - len(kept))


def suppressions(source: Source) -> Iterator[Suppression]:
    """Every comment of a file that means to allow something."""
    spans = None
    for line, alone, text in _comments(source.text):
        directive = DIRECTIVE.search(text)
        if directive is None or not HEEDED.match(directive["word"]):
            continue
        if spans is None:
            spans = _statements(source.tree)
        named = CODES.match(directive["rest"])
        if named is None or directive["word"] not in ("allow", "allow-file"):
            yield Suppression(line, directive[0], (), "", False, frozenset())
            continue
        # SC is the scan's, which reads the same comments
        codes = tuple(code for code in dict.fromkeys(re.split(r"\s*,\s*", named["codes"])) if code[:2] != "SC")
        if not codes:
            continue
        target = _next_code(source.text, line) if alone else line
        reason = (named["reason"] or "").strip()
        yield Suppression(
            line,
            directive[0],
            codes,
            reason if any(sign.isalnum() for sign in reason) else "",
            directive["word"] == "allow-file",
            frozenset({line, target, *spans.get(target, ())}),
        )


def _allows(item: Suppression, finding: Finding, source: Source) -> bool:
    return bool(item.reason) and finding.code in item.codes and _covers(item, finding, source)


def _covers(item: Suppression, finding: Finding, source: Source) -> bool:
    if finding.place.path != source.path:
        return False
    if item.whole_file:
        return True
    places = (source.place(line) for line in item.covers)
    return any((place.cell, place.line) == (finding.place.cell, finding.place.line) for place in places)


def _about_comments(
    comments: list[Suppression], used: set[tuple[int, str]], source: Source, found: tuple[Finding, ...]
) -> Iterator[Finding]:
    known = {*leakage.RULES, *RULES, *ABOUT_COMPACTS}
    for number, item in enumerate(comments):
        shown = quoted(item.text.strip(), 80)
        if not item.codes:
            yield _finding("HY790", item, f"{shown} cannot be read and allows nothing", f"write `{SPELLING}`", source)
        elif not item.reason:
            yield _finding("HY790", item, f"{shown} gives no reason and allows nothing", f"write `{SPELLING}`", source)
        elif unused := [code for code in item.codes if (number, code) not in used]:
            where = "in this file" if item.whole_file else "here"
            missing = [code for code in unused if code not in known]
            what = [f"there is no rule {' and no rule '.join(missing)}"] if missing else []
            if gone := [code for code in unused if code in known]:
                what.append(f"no {' and no '.join(gone)} is found {where}")
            here = sorted({finding.code for finding in found if _covers(item, finding, source)})
            has = f"; found {where}: {', '.join(here)}" if here and missing else ""
            yield _finding("HY791", item, f"{shown}: {', '.join(what)}{has}", "remove the comment", source)


def _finding(code: str, item: Suppression, message: str, remedy: str, source: Source) -> Finding:
    name = RULES[code].name
    return Finding(code, name, "low", "high", source.place(item.line), message, (), remedy, None, item.text.strip())


def _comments(text: str) -> Iterator[tuple[int, bool, str]]:
    """Line, whether it stands alone, and text of each comment; what cannot be read as tokens is read line by line."""
    last = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            last = max(last, token.end[0])
            if token.type == tokenize.COMMENT and MARK in token.string:
                yield token.start[0], not token.line[: token.start[1]].strip(), token.string
    except (tokenize.TokenError, SyntaxError):
        for number, line in enumerate(text.split("\n")[last:], start=last + 1):
            if (found := DIRECTIVE.search(line)) is not None:
                yield number, not line[: found.start()].strip(), found[0]


def _next_code(text: str, line: int) -> int:
    lines = text.split("\n")
    for number in range(line, len(lines)):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return number + 1
    return line


def _statements(tree: ast.AST) -> dict[int, range]:
    """First and last line of each statement, or of a compound statement's head → all lines of it."""
    spans: dict[int, range] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            end = node.end_lineno or node.lineno
            inner = (
                [case.pattern for case in node.cases] if isinstance(node, ast.Match) else getattr(node, "body", None)
            )
            if isinstance(inner, list) and inner:
                end = max(node.lineno, inner[0].lineno - 1)
            for line in (node.lineno, end):
                if len(spans.get(line, ())) <= end - node.lineno:
                    spans[line] = range(node.lineno, end + 1)
    return spans
