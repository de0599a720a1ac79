"""One or more logs → causes with their evidence, the likeliest first."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mlwright.diagnosis.outcomes import outcomes, scores
from mlwright.diagnosis.signature import Category, Signature
from mlwright.diagnosis.signatures import SIGNATURES
from mlwright.diagnosis.success import went_well
from mlwright.diagnosis.tracebacks import last_traceback

ESCAPES = re.compile(r"\x1b(?:\[[0-?]{0,32}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,500}(?:\x07|\x1b\\)|[@-_])")
STAMP = re.compile(r"^(?:\d{4}-\d\d-\d\dT[\d:.]{8,20}Z |(?:[\w.-]{1,60}\t){2})")
SECRET = re.compile(
    r"(?i)(?:gh[pousr]_|github_pat_|glpat-|hf_|sk-|xox[a-z]-|AKIA|npm_|pypi-)[\w-]{12,}|(?<=://)[^/\s:@]{1,80}:[^/\s@]{1,80}(?=@)"
    r"|(?<=token=)\S{8,}|(?<=password=)\S{4,}|(?<=bearer )\S{8,}"
)
LONGEST_LINE = 240
MOST_LINES = 400_000
MOST_EVIDENCE = 3
UNKNOWN = "nothing known was found in it; look at the first error, and give the log of the failing step alone"
EMPTY = (
    "the log is empty: nothing can be said; give the log of the failing step, and see that both its streams were kept"
)
ALL_WELL = "no failure was found: the log ends well; if something did break, give the log of the step that did"
EXCEPTION_STEP = (
    "run the named line alone and print what goes into it; the exception's message says what it did not accept"
)


class Evidence(NamedTuple):
    """A line of a log, without colours, capped."""

    log: str
    line: int
    text: str


class Cause(NamedTuple):
    """What broke: its category and name, the lines that say so, and the next step."""

    category: Category
    name: str
    evidence: tuple[Evidence, ...]
    next_step: str


class Diagnosis(NamedTuple):
    """The category of the likeliest cause, and all causes in order."""

    category: Category
    causes: tuple[Cause, ...]
    next_step: str


def diagnose(logs: Sequence[tuple[str, str]]) -> Diagnosis:
    """The causes that (name, text) logs show; two logs of one test with different ends show a flaky one."""
    plain = [(name, _lines(text)) for name, text in logs]
    weighed = _differences(plain)
    for signature in SIGNATURES:
        evidence = _evidence(signature, plain)
        if evidence:
            cause = Cause(signature.category, signature.name, evidence, signature.step)
            weighed.append((signature.weight, cause))
    weighed = _with_tracebacks(weighed, plain)
    causes = tuple(cause for _, cause in sorted(weighed, key=lambda item: -item[0]))
    if not causes:
        return _without_cause([lines for _, lines in plain])
    return Diagnosis(causes[0].category, causes, causes[0].next_step)


def _without_cause(logs: Sequence[list[str]]) -> Diagnosis:
    if not any(line.strip() for lines in logs for line in lines):
        return Diagnosis("unknown", (), EMPTY)
    return Diagnosis("no failure", (), ALL_WELL) if went_well(logs) else Diagnosis("unknown", (), UNKNOWN)


def _with_tracebacks(
    weighed: list[tuple[int, Cause]], logs: Sequence[tuple[str, list[str]]]
) -> list[tuple[int, Cause]]:
    """A known exception gets the user's own line beside it; an unknown one is a cause of its own."""
    for name, lines in logs:
        found = last_traceback(lines)
        if found is None:
            continue
        numbers = [number for number in (found.line, found.frame) if number is not None]
        evidence = [Evidence(name, number, shown(lines[number - 1])) for number in numbers]
        known = [cause for _, cause in weighed if any(evidence[0].text == item.text for item in cause.evidence)]
        if known:
            weighed = [(weight, _joined(cause, evidence) if cause in known else cause) for weight, cause in weighed]
        else:
            title = f"uncaught {shown(found.name)}"
            weighed.append((50, Cause("code or data", title, tuple(evidence), EXCEPTION_STEP)))
    return weighed


def _joined(cause: Cause, evidence: Sequence[Evidence]) -> Cause:
    new = tuple(item for item in evidence if item.text not in [known.text for known in cause.evidence])
    return cause._replace(evidence=(*cause.evidence, *new))


def shown(text: str) -> str:
    """A line of a log, fit to be printed: no colours or other control signs, no tokens, capped."""
    bare = SECRET.sub("[hidden]", text[: 4 * LONGEST_LINE])
    safe = "".join(sign if sign.isprintable() else " " for sign in bare).strip()
    return safe if len(safe) <= LONGEST_LINE else safe[: LONGEST_LINE - 1] + "…"


def _lines(text: str) -> list[str]:
    # progress bars write over themselves: each state is a line
    parts = re.split(r"\r\n|\n|\r", text)[:MOST_LINES]
    return [STAMP.sub("", ESCAPES.sub("", part[:4_000])) for part in parts]


def _evidence(signature: Signature, logs: Sequence[tuple[str, list[str]]]) -> tuple[Evidence, ...]:
    found: dict[str, Evidence] = {}
    for name, lines in logs:
        text, number, counted = "\n".join(lines), 1, 0
        for match in signature.form.finditer(text):
            number, counted = number + text.count("\n", counted, match.start()), match.start()
            line = shown(lines[number - 1])
            found.setdefault(line, Evidence(name, number, line))
            if len(found) == MOST_EVIDENCE:
                return tuple(found.values())
    return tuple(found.values())


def _differences(logs: Sequence[tuple[str, list[str]]]) -> list[tuple[int, Cause]]:
    """Tests that passed and failed, in one log or in several; else scores that moved between logs."""
    ends: dict[str, dict[bool, Evidence]] = {}
    for name, lines in logs:
        for test, results in outcomes(lines).items():
            for passed, number in results.items():
                ends.setdefault(test, {})[passed] = Evidence(name, number, shown(lines[number - 1]))
    found = [evidence for results in ends.values() if len(results) == 2 for evidence in results.values()]
    if not found:
        return _other_scores(logs)
    cause = Cause("flaky", "one test, two outcomes", tuple(found[: 2 * MOST_EVIDENCE]), _step("passed when run again"))
    return [(100, cause)]


def _other_scores(logs: Sequence[tuple[str, list[str]]]) -> list[tuple[int, Cause]]:
    if len(logs) < 2:
        return []
    measured = [(name, lines, scores(lines)) for name, lines in logs]
    first, lines, values = measured[0]
    found: list[Evidence] = []
    for metric, (value, number) in values.items():
        for name, rows, others in measured[1:]:
            if metric in others and float(others[metric][0]) != float(value):
                found.append(Evidence(first, number, shown(lines[number - 1])))
                found.append(Evidence(name, others[metric][1], shown(rows[others[metric][1] - 1])))
                break
    if not found:
        return []
    step = _step("result differs between runs")
    return [(74, Cause("flaky", "score differs between runs", tuple(found[: 2 * MOST_EVIDENCE]), step))]


def _step(name: str) -> str:
    return next(item.step for item in SIGNATURES if item.name == name)
