"""The compact of a change: the short text that says what a change of model code is for, written before the code."""

import os
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from mlwright import leakage
from mlwright.errors import InputError, quoted
from mlwright.leakage.events import Fit
from mlwright.leakage.findings import Finding, Level, Place, Step
from mlwright.leakage.project import Project
from mlwright.leakage.reading import Source, read
from mlwright.leakage.repository.changes import Change
from mlwright.leakage.review import Examined
from mlwright.leakage.suppressions import Rule

LONGEST = 65_536
"""Characters of a pull request's description that GitHub takes."""
READABLE = 4_000
"""Characters beyond which a compact is no longer read through."""
NAMES = ("compact.md", "*.compact.md", "ml/compact*.md", "*/ml/compact*.md", "*/compact.md")
MODELS = frozenset({"model", "network", "pipeline", "wrapper", "search"})
MOST_FILES = 8
WRITE = "Write compact.md before the code, or hand over the pull request's text: --compact FILE."
SHORTEN = "Say what the change is for, how it is judged and what may go wrong; move the rest to the documentation."
BAD = ("model.fit(X_train, y_train)  # the change holds no compact\n",)
GOOD = ("model.fit(X_train, y_train)  # the change holds ml/compact.md, too\n",)


RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            "HY722",
            "model_code_without_compact",
            "A change touches model code and holds no compact.",
            "A change touches model code and holds no compact.\n\nNobody wrote down what it is meant to improve, by "
            "how much, and what would count against it: any score can be called a success afterwards. Reported for "
            f"changes only (`--diff`, `--staged`, `--worktree`), once for each. {WRITE}",
            BAD,
            GOOD,
        ),
        Rule(
            "HY723",
            "compact_too_long",
            "A compact is too long for the description of a pull request, or to be read.",
            "A compact is too long for the description of a pull request, or to be read.\n\nGitHub takes "
            f"{LONGEST:,} characters; beyond {READABLE:,} it is skimmed, and this is said with low severity. {SHORTEN}",
            BAD,
            GOOD,
            "medium",
        ),
    )
}


class Compact(NamedTuple):
    """A compact's path, as a reader of the review knows it, and its text."""

    path: str
    text: str


def is_compact(path: str) -> bool:
    """Whether a path, with slashes, names a compact."""
    return any(fnmatchcase(path.lower(), pattern) for pattern in NAMES)


def given(path: str) -> Compact:
    """The compact of a file that was named; InputError when it cannot be read."""
    try:
        with open(path, "rb") as stream:
            # one byte more than the longest text of the widest characters
            return Compact(path, stream.read(4 * LONGEST + 1).decode("utf-8", "replace"))
    except OSError as error:
        raise InputError(f"cannot read the compact {quoted(path)}: {error.strerror}", "name a text file") from None


def compacts_of(changes: Sequence[Change], root: str, shown: Callable[[str], str]) -> list[Compact]:
    """The compacts that a change adds or touches."""
    return [
        Compact(shown(os.path.join(root, item.new_path)), (item.new or b"").decode("utf-8", "replace"))
        for item in changes
        if item.new_path is not None and is_compact(item.new_path)
    ]


def examine_compacts(
    compacts: Sequence[Compact], changes: Sequence[Change], root: str, project: Project, shown: Callable[[str], str]
) -> list[Examined]:
    """What a change lacks: a compact beside its model code, and one that can be read."""
    findings = [finding for compact in compacts if (finding := _length(compact)) is not None]
    if not any(compact.text.strip() for compact in compacts):
        places = _model_code(changes, root, project, shown)
        findings += [_missing(places)] if places else []
    return [Examined(finding.place.path, False, (finding,)) for finding in findings]


def _model_code(
    changes: Sequence[Change], root: str, project: Project, shown: Callable[[str], str]
) -> list[tuple[Place, str]]:
    """Where the changed files fit models, one place for each file, with the line's text."""
    found = []
    for item in changes:
        if item.new_path is None or item.new is None or not item.lines:
            continue
        source = read(shown(os.path.join(root, item.new_path)), item.new)
        lines = _fitting(source, project)
        if lines:
            line = min(lines, key=lambda number: (source.place(number).line not in item.lines, number))
            found.append((source.place(line), source.line(line).strip()))
        if len(found) == MOST_FILES:
            break
    return found


def _fitting(source: Source, project: Project) -> list[int]:
    facts = leakage.gather(source, project.resolve)
    return [
        event.line
        for event in facts.of(Fit)
        if event.source is source and event.estimator.role in MODELS and event.line
    ]


def _missing(places: Sequence[tuple[Place, str]]) -> Finding:
    (place, context), *others = places
    chain = tuple(Step(other, "model code of the same change") for other, _ in others)
    return _finding("HY722", "low", place, "the change touches this model code and holds no compact", chain, context)


def _length(compact: Compact) -> Finding | None:
    count = len(compact.text)
    place = Place(compact.path, 1)
    if count > LONGEST:
        said = f"the compact has more than {LONGEST:,} characters: it does not fit a pull request's description"
        return _finding("HY723", "medium", place, said)
    if count > READABLE:
        return _finding("HY723", "low", place, f"the compact has {count:,} characters, more than {READABLE:,}")
    return None


def _finding(
    code: str, severity: Level, place: Place, message: str, chain: tuple[Step, ...] = (), context: str = ""
) -> Finding:
    remedy = WRITE if code == "HY722" else SHORTEN
    return Finding(code, RULES[code].name, severity, "high", place, message, chain, remedy, None, context)
