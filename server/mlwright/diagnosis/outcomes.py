"""Which tests a log reports and how they ended: the same test with two outcomes is flaky."""

import re

RESULT = re.compile(
    r"(?P<before>PASSED|FAILED|ERROR)\s{1,8}(?P<one>[\w./\\-]{1,200}::[\w:.\[\]/ -]{1,200}?)(?: - |\s*$)"
    r"|(?P<two>[\w./\\-]{1,200}::[\w:.\[\]/-]{1,200})\s{1,8}(?P<after>PASSED|FAILED|ERROR)"
    r"|^(?P<three>test\w{1,120} \([\w.]{1,200}\))\s*\.\.\.\s*(?P<end>ok|FAIL|ERROR)"
)
SCORE = re.compile(
    r"(?i)\b(?P<name>(?:(?:test|val|valid|validation|eval|final|best|mean)[ _-]?)?"
    r"(?:accuracy|acc|auc|roc_auc|f1|rmse|mae|mse|r2|loss|bleu|rouge|score))\s{0,3}[:=]\s{0,3}(?P<value>-?\d{1,6}\.\d{1,12})"
)


def outcomes(lines: list[str]) -> dict[str, dict[bool, int]]:
    """Test → whether it passed → the last line that says so."""
    found: dict[str, dict[bool, int]] = {}
    for number, line in enumerate(lines, 1):
        for match in RESULT.finditer(line) if "::" in line or "..." in line else ():
            name = match["one"] or match["two"] or match["three"]
            word = match["before"] or match["after"] or match["end"]
            found.setdefault(name.strip(), {})[word in ("PASSED", "ok")] = number
    return found


def scores(lines: list[str]) -> dict[str, tuple[str, int]]:
    """Metric → its last value and line; names are compared without case."""
    found: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines, 1):
        for match in SCORE.finditer(line[:2_000]):
            found[match["name"].lower().replace("-", "_").replace(" ", "_")] = match["value"], number
    return found
