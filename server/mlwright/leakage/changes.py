"""The review of a change: what it introduces or touches, also where the guilty line itself did not change."""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mlwright.errors import InputError, RevisionError, quoted
from mlwright.leakage.anchoring import nearest
from mlwright.leakage.compact import Compact, compacts_of, examine_compacts, given
from mlwright.leakage.findings import Finding, Note, Place, Step
from mlwright.leakage.git import WORKTREE, Change, Diff, blobs, diff, files
from mlwright.leakage.project import Project
from mlwright.leakage.reading import SUFFIXES, read
from mlwright.leakage.reports.escaping import file_line
from mlwright.leakage.repository.location import locate
from mlwright.leakage.review import LONGEST_LINE, Examined, Review, Spot, check_codes, examine, settle
from mlwright.leakage.settings import ABOUT_COMPACTS, Settings
from mlwright.leakage.walk import load

CHANGED = "changed here, nearest to the guilty line"
LEFT_OUT = ": not reviewed"
MOST_IMPORTERS = 100
"""Unchanged files that are reviewed because a module they import changed."""


class Pair(NamedTuple):
    """A file after the change, and the findings it had before; None when it was not there."""

    new: Examined
    old: Examined | None
    text: bytes = b""


def review_change(
    paths: Sequence[str],
    settings: Settings,
    *,
    ranges: str | None = None,
    staged: bool = False,
    worktree: bool = False,
    compact: str | None = None,
) -> Review:
    """Review what a change of the repository around the first path does to files at or below the paths.

    `compact` is a file with the text of the pull request, which may stand for a compact in the change.
    """
    check_codes(settings)
    extra = given(compact) if compact is not None else None
    where = paths[0] if os.path.isdir(paths[0]) else os.path.dirname(paths[0]) or "."
    found = diff(where, ranges=ranges, staged=staged, worktree=worktree, suffixes=SUFFIXES)
    if not found.based and not found.changes:
        raise RevisionError(
            f"There is no base branch to compare with, and nothing is uncommitted: {'; '.join(found.notes)}.",
            "Name a base, `--diff origin/main...HEAD`; in CI, check out with fetch-depth: 0.",
        )
    for path in paths:
        _check_place(path, found)
    return review_diff(found, settings, paths, extra)


def _check_place(path: str, found: Diff) -> None:
    """InputError for a named path on which the comparison has no say: leaving it out would approve it."""
    root, real = os.path.realpath(found.root), os.path.realpath(path)
    hint = f"name files or folders of {quoted(root)}, or review the other repository on its own"
    place = locate(Path(path)) if os.path.exists(path) else None
    if not _within(real, [root]) or (place is not None and os.path.realpath(place.root) != root):
        raise InputError(f"{quoted(path)} lies outside of the repository that is compared", hint)
    names = (name for item in found.changes for name in (item.old_path, item.new_path) if name is not None)
    if not os.path.exists(path) and not any(_within(os.path.join(root, name), [real]) for name in names):
        raise InputError(f"{quoted(path)} does not exist", hint)


def review_diff(found: Diff, settings: Settings, paths: Sequence[str] = (), compact: Compact | None = None) -> Review:
    """Review a comparison of two states; the chains of findings may pass through any file of it."""
    root = os.path.realpath(found.root)
    limits = [os.path.realpath(path) for path in paths]
    changes = [item for item in found.changes if _wanted(item, root, limits, settings)]
    after, before = _contents(found.changes, root)
    new_project, old_project = Project((root,), after), Project((root,), before)
    pairs = [_pair(item, root, settings, new_project, old_project) for item in changes if item.new is not None]
    pairs += _importers(found, root, settings, limits, (new_project, old_project))
    touched = {
        _shown(os.path.join(root, item.new_path)): item.lines for item in found.changes if item.new_path is not None
    }
    kept = {id(finding): anchored for pair in pairs for finding, anchored in _relevant(pair, touched)}
    lines = _anchors(pairs, kept)
    about: list[Examined] = []
    if settings.asks(ABOUT_COMPACTS):
        # a compact may lie outside of the paths that are reviewed
        compacts = [*compacts_of(found.changes, root, _shown), *([compact] if compact else [])]
        about = examine_compacts(compacts, changes, root, new_project, _shown)
        kept.update({id(finding): finding for one in about for finding in one.findings})
    notes = [Note(Place(_shown(root), 1), text) for text in found.notes]
    done = settle(
        [*(pair.new.gated for pair in pairs), *about],
        settings,
        notes,
        f"{found.base}..{found.head}, {len(changes)} changed file{'' if len(changes) == 1 else 's'}",
        lambda finding: kept.get(id(finding)),
        [text for text in found.notes if text.endswith(LEFT_OUT)],
    )
    return done._replace(lines={**done.lines, **lines})


def _wanted(change: Change, root: str, limits: Collection[str], settings: Settings) -> bool:
    path = os.path.join(root, change.new_path or change.old_path or "")
    return _within(path, limits) and not settings.excludes(path)


def _contents(changes: Iterable[Change], root: str) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
    """Absolute path → bytes, after and before the change, for the files that differ."""
    after: dict[str, bytes | None] = {}
    before: dict[str, bytes | None] = {}
    for item in changes:
        if item.old_path is not None:
            before[os.path.join(root, item.old_path)] = item.old
            after.setdefault(os.path.join(root, item.old_path), None)
        if item.new_path is not None:
            after[os.path.join(root, item.new_path)] = item.new
            before.setdefault(os.path.join(root, item.new_path), None)
    return after, before


def _pair(change: Change, root: str, settings: Settings, new_project: Project, old_project: Project) -> Pair:
    new_path = _shown(os.path.join(root, change.new_path or ""))
    new = examine(new_path, change.new or b"", settings, new_project)
    if change.old is None or not new.findings:
        return Pair(new, None, change.new or b"")
    old_path = _shown(os.path.join(root, change.old_path or change.new_path or ""))
    return Pair(new, examine(old_path, change.old, settings, old_project), change.new or b"")


def _relevant(pair: Pair, touched: Mapping[str, frozenset[int]]) -> Iterator[tuple[Finding, Finding]]:
    """Findings that the change introduced or touches, each with the form in which it is shown."""
    # what was there before is told by kind and text of the line, as lines move
    before = Counter((item.code, item.context.strip()) for item in pair.old.findings) if pair.old else Counter()
    for finding in pair.new.findings:
        if _touches(finding.place, touched):
            yield finding, finding
            continue
        stations = [step.place for step in finding.chain if _touches(step.place, touched)]
        key = (finding.code, finding.context.strip())
        if before[key] > 0:
            before[key] -= 1
            if not stations:
                continue
        lines = touched.get(finding.place.path, frozenset()) if finding.place.path == pair.new.path else frozenset()
        yield finding, _anchored(finding, stations) if stations else _moved(finding, pair.text, lines)


def _touches(place: Place, touched: Mapping[str, frozenset[int]]) -> bool:
    lines = touched.get(place.path, frozenset())
    first = file_line(place)
    if place.cell is not None and place.raw_line is None:
        return bool(lines)  # a notebook on one line: any change is everywhere
    return not lines.isdisjoint(range(first, first + max((place.end_line or place.line) - place.line, 0) + 1))


def _anchored(finding: Finding, stations: Sequence[Place]) -> Finding:
    """The finding shown where the change is: a comment on an unchanged line would be out of a reader's sight."""
    here = [place for place in stations if place.path == finding.place.path] or list(stations)
    guilty = Step(finding.place, "the guilty line, itself unchanged")
    message = f"{finding.message} (the guilty line is {finding.place}; this change is on its way)"
    # an edit counts the lines of the file that its finding lies in
    edit = finding.edit if here[0].path == finding.place.path else None
    return finding._replace(place=here[0], message=message, chain=(guilty, *finding.chain), edit=edit)


def _moved(finding: Finding, text: bytes, lines: frozenset[int]) -> Finding:
    """The same where no touched line is on the way: an edit above it can make a line guilty, by what it leaves out."""
    place = finding.place
    line = nearest(read(place.path, text), place.line, lines) if lines else None
    if line is None:
        return finding._replace(message=f"{finding.message} (this line did not change; the change made it so)")
    message = f"{finding.message} (the guilty line is {place}, itself unchanged; the nearest change is here)"
    steps = (Step(Place(place.path, line), CHANGED), Step(place, "the guilty line, itself unchanged"), *finding.chain)
    return finding._replace(place=steps[0].place, message=message, chain=steps)


def _anchors(pairs: Iterable[Pair], kept: Mapping[int, Finding]) -> dict[Spot, str]:
    """The text of the lines that findings were moved to: no chain of theirs had shown them."""
    found: dict[Spot, str] = {}
    for pair in pairs:
        for finding in (kept.get(id(item)) for item in pair.new.findings):
            if finding is not None and finding.chain and finding.chain[0].what == CHANGED:
                place = finding.place
                text = read(place.path, pair.text).line(place.line)
                found[place.path, None, place.line] = text.rstrip("\r")[:LONGEST_LINE]
    return found


def _importers(
    found: Diff, root: str, settings: Settings, limits: Collection[str], projects: tuple[Project, Project]
) -> Iterator[Pair]:
    """Unchanged files that import a changed module, before and after its change."""
    names = {_module(item.new_path or item.old_path or "") for item in found.changes} - {""}
    if not names:
        return
    pattern = re.compile(rb"\b(?:" + b"|".join(re.escape(os.fsencode(name)) for name in sorted(names)) + rb")\b")
    changed = {path for item in found.changes for path in (item.old_path, item.new_path)}
    candidates: dict[str, bytes] = {}
    for path in files(root, SUFFIXES) or ():
        full = os.path.join(root, path)
        if path not in changed and _within(full, limits) and not settings.excludes(full):
            data = load(full)
            if isinstance(data, bytes) and b"import" in data and pattern.search(data):
                candidates[path] = data
        if len(candidates) == MOST_IMPORTERS:
            break
    if found.new_rev != WORKTREE:
        candidates = blobs(root, found.new_rev, candidates)
    for path, data in sorted(candidates.items()):
        full = os.path.join(root, path)
        new = examine(_shown(full), data, settings, projects[0])
        modules = projects[0].used.get(full, set())
        if new.findings and any(os.path.relpath(module, root).replace(os.sep, "/") in changed for module in modules):
            yield Pair(new, examine(_shown(full), data, settings, projects[1]))


def _within(path: str, limits: Collection[str]) -> bool:
    return not limits or any(path == limit or path.startswith(os.path.join(limit, "")) for limit in limits)


def _module(path: str) -> str:
    name = os.path.basename(path)
    if not name.endswith(".py"):
        return ""
    return os.path.basename(os.path.dirname(path)) if name == "__init__.py" else name.removesuffix(".py")


def _shown(path: str) -> str:
    """A path below the current folder as seen from it, another one in full."""
    here = os.path.join(os.path.realpath(os.curdir), "")
    return path.removeprefix(here) if path.startswith(here) else path
