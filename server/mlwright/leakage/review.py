"""A review: files in, findings and notes out, after comments, baseline and settings have had their say."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from mlwright import leakage
from mlwright.errors import InputError, quoted
from mlwright.leakage.findings import LEVELS, Finding, Note, Place
from mlwright.leakage.merging import counted, merged
from mlwright.leakage.project import Project
from mlwright.leakage.reading import SUFFIXES, Source, read
from mlwright.leakage.settings import ABOUT_COMPACTS, ABOUT_SUPPRESSIONS, SELECTED, Settings
from mlwright.leakage.verdict import Verdict, judge
from mlwright.leakage.walk import UNREAD, digest, load, walk

if TYPE_CHECKING:
    from mlwright.leakage.baseline import Entry

Spot = tuple[str, int | None, int]
Progress = Callable[[int, int], None]
MARK = "mlwright:"
"""What a comment that allows a finding begins with."""
LONGEST_LINE = 400
UNPARSED = "cannot be parsed"
PROSE = (".md", ".markdown", ".qmd", ".rmd")
MANY = 200
"""From so many files on, other processes help: below, starting them takes longer than the review."""


class Examined(NamedTuple):
    """One file's findings before selection; `lines` holds the guilty lines as they are written."""

    path: str
    analysed: bool
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
    suppressed: int = 0
    lines: Mapping[Spot, str] = {}
    doubts: tuple[str, ...] = ()
    """Reasons not to approve."""
    remarks: tuple[Note, ...] = ()
    """What a reader should know and what is no gap."""
    digests: Mapping[str, bytes] = {}
    """Of the bytes that were analysed, by path, where an edit is offered."""

    @property
    def gated(self) -> "Examined":
        """With a doubt, where it is code that could not be analysed at all; a page without code may pass."""
        if self.path.lower().endswith(PROSE):
            return self
        if self.analysed:
            gaps = any(note.what.startswith(UNREAD) and UNPARSED in note.what for note in self.notes)
            return self._replace(doubts=(*self.doubts, f"parts of {quoted(self.path)} {UNPARSED}")) if gaps else self
        return self._replace(doubts=(*self.doubts, f"{quoted(self.path)} could not be analysed"))


class Review(NamedTuple):
    """What is shown, what was not analysed, and how many findings were allowed, known or not asked for."""

    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    files: tuple[str, ...]
    verdict: Verdict
    lines: Mapping[Spot, str] = {}
    suppressed: int = 0
    known: int = 0
    hidden: int = 0
    """Findings less sure than asked for."""
    stale: "tuple[Entry, ...]" = ()
    scope: str = ""
    """What was compared, in words; empty when whole files were reviewed."""
    everything: tuple[Finding, ...] = ()
    """Also what is not shown: a baseline is written from it."""
    asked: frozenset[str] = frozenset()
    """Codes of rules that were looked for, where anything was analysed."""
    root: str = ""
    """The project's folder."""
    unselected: int = 0
    """Findings of rules that are not selected."""
    remarks: tuple[Note, ...] = ()
    """What a reader should know beside the gaps."""
    digests: Mapping[str, bytes] = {}
    """Of the bytes that were analysed, by path, where an edit is offered."""

    def failed(self, settings: Settings) -> bool:
        """Whether the verdict is reason for a failing exit code."""
        if settings.fail_on == "block":
            return self.verdict.decision == "block"
        return settings.fail_on == "warn" and self.verdict.decision in ("warn", "block")


def review(
    paths: Sequence[str],
    settings: Settings,
    *,
    roots: Sequence[str] = (),
    jobs: int = 0,
    progress: Progress | None = None,
    evidence: Sequence[Examined] = (),
) -> Review:
    """Review files and folders; modules they import are looked up in `roots`, by default the project's folder.

    `jobs` is the number of processes, 0 for as many as help; `evidence` is shown with what is found, and what it says
    of a reviewed file is put beside that file's own findings. InputError when a path does not exist.
    """
    check_codes(settings)
    files, notes = walk(paths, settings, SUFFIXES)
    places = tuple(roots) or project_roots(paths, settings)
    named = {os.path.normpath(path) for path in paths if os.path.isfile(path)}
    seen = {path: tuple(item for one in evidence for item in one.findings if item.place.path == path) for path in files}
    watched = [path for path in files if seen[path]]
    total = len(files)
    examined = [examine_file(path, settings, Project(places), seen[path]) for path in watched]
    for one in _examine_files([path for path in files if not seen[path]], settings, places, _workers(jobs, total)):
        examined.append(one.gated if one.path in named else one)
        if progress is not None:
            progress(len(examined), total)
    beside = (
        one._replace(findings=tuple(item for item in one.findings if item.place.path not in watched))
        for one in evidence
    )
    doubts = tuple(f"{quoted(note.place.path)} is {UNREAD}" for note in notes if note.what.startswith(UNREAD))
    return settle([*examined, *beside], settings, notes, doubts=() if files else doubts)


def review_text(path: str, data: bytes, settings: Settings, roots: Sequence[str] = ()) -> Review:
    """Review one text that need not be on the disk; its path says what kind it is and where its imports begin."""
    check_codes(settings)
    return settle([examine(path, data, settings, Project(tuple(roots) or (settings.root or ".",))).gated], settings)


def check_codes(settings: Settings) -> None:
    """InputError for a selection that no rule answers to: it would approve everything."""
    known = {*leakage.RULES, *ABOUT_COMPACTS, *ABOUT_SUPPRESSIONS}
    for code in settings.select:
        if code not in (*SELECTED, "ALL") and not any(item.startswith(code) for item in known):
            near = import_module("difflib").get_close_matches(code, sorted(known), 3)  # only for the way out
            hint = f"did you mean {', '.join(near)}?" if near else "`mlwright explain` lists all rules"
            raise InputError(f"no rule begins with {quoted(code, 20)}", hint)


def project_roots(paths: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """The folders in which imports are looked up: the project's, and those named that lie outside of it."""
    named = [path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths]
    return tuple(dict.fromkeys((settings.root or ".", *named)))


def examine(path: str, data: bytes, settings: Settings, project: Project, observed: Sequence[Finding] = ()) -> Examined:
    """Analyse one file's bytes; a failure of the analysis is a note, never the end of the review.

    `observed` is what the file was seen to do: each of it stands beside the same finding by reading, as one.
    """
    try:
        source = read(path, data)
        analysis = leakage.analyse(source, project.resolve, dict(settings.calls))
        read_off: Sequence[Finding] = analysis.findings
        if observed:
            read_off = import_module("mlwright.leakage.observed").joined(read_off, observed, source)
        findings, suppressed = _sifted(source, read_off)
    except Exception as error:  # whatever a file provokes, the others are still reviewed
        return Examined(
            path, False, tuple(observed), (Note(Place(path, 1), f"not analysed: {type(error).__name__} in mlwright"),)
        )
    notes = tuple(dict.fromkeys((*source.notes, *analysis.notes)))
    analysed = bool(source.tree.body) or not notes
    digests = _digests(path, data, findings, project)
    return Examined(path, analysed, findings, notes, suppressed, _lines(source, findings), digests=digests)


def _digests(path: str, data: bytes, findings: Sequence[Finding], project: Project) -> dict[str, bytes]:
    edited = {item.place.path for item in findings if item.edit is not None}
    if not edited:
        return {}
    texts = {name: data if name == path else project.data(name) for name in sorted(edited)}
    return {name: digest(text) for name, text in texts.items() if text is not None}


def _sifted(source: Source, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], int]:
    if MARK not in source.text:
        return tuple(findings), 0
    # few files hold such comments
    sifted: tuple[tuple[Finding, ...], int] = import_module("mlwright.leakage.suppressions").sift(source, findings)
    return sifted


def settle(
    examined: Iterable[Examined],
    settings: Settings,
    notes: Sequence[Note] = (),
    scope: str = "",
    keep: Callable[[Finding], Finding | None] = lambda finding: finding,
    doubts: Sequence[str] = (),
) -> Review:
    """Put the files' findings together: once each, in order, without the known and the unwanted ones.

    `keep` says which of them belong to a change, and in which form; equal lines are told apart before it is asked.
    `doubts` are reasons not to approve, besides those of the files.
    """
    files = list(examined)
    joined, uses = merged([one.findings for one in files], keep)
    findings = tuple(sorted(joined, key=position))
    new, known, stale = _compared(findings, settings, () if scope else [one.path for one in files])
    new = tuple(counted(kept, uses.get(id(item), 0)) for item in new if (kept := keep(item)) is not None)
    shown = tuple(sorted((finding for finding in new if settings.wants(finding)), key=position))
    left_out = tuple(sorted({*notes, *(note for one in files for note in one.notes)}, key=_note_position))
    analysed = tuple(dict.fromkeys(one.path for one in files if one.analysed))
    why = tuple(dict.fromkeys([*doubts, *(doubt for one in files for doubt in one.doubts)]))
    if files and not analysed and not why:
        why = tuple(f"{quoted(one.path)} could not be analysed" for one in files)
    sure = settings._replace(min_confidence="low")
    left = [finding for finding in new if not settings.wants(finding)]
    unsure = sum(map(sure.wants, left))
    return Review(
        shown,
        left_out,
        analysed,
        judge(shown, left_out, len(analysed), why),
        {spot: line for one in files for spot, line in one.lines.items()},
        sum(one.suppressed for one in files),
        sum(map(settings.wants, known)),
        unsure,
        stale,
        scope,
        findings,
        _asked(settings, scope) if analysed else frozenset(),
        settings.root,
        len(left) - unsure,
        tuple(dict.fromkeys(note for one in files for note in one.remarks)),
        {path: mark for one in files for path, mark in one.digests.items()},
    )


def _asked(settings: Settings, scope: str) -> frozenset[str]:
    codes = (*leakage.RULES, *(ABOUT_COMPACTS if scope else ()))
    return frozenset(code for code in codes if settings.asks((code,)))


def _compared(
    findings: tuple[Finding, ...], settings: Settings, reviewed: Sequence[str]
) -> "tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Entry, ...]]":
    """New findings, known ones, and entries of the baseline that fit none."""
    if not settings.baseline:
        return findings, (), ()
    baseline = import_module("mlwright.leakage.baseline")  # few projects have one
    path = os.path.join(settings.root, settings.baseline)
    compared: tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Entry, ...]]
    compared = baseline.compare(findings, baseline.read(path), path, reviewed)
    return compared


def position(finding: Finding) -> tuple[str, int, int, int, str]:
    """Where a finding stands in a report: by file, line and code."""
    place = finding.place
    return place.path, place.cell or 0, place.line, place.column, finding.code


def _note_position(note: Note) -> tuple[str, int, int, str]:
    return note.place.path, note.place.cell or 0, note.place.line, note.what


def _lines(source: Source, findings: Sequence[Finding]) -> dict[Spot, str]:
    if not findings:
        return {}
    places = (place for item in findings for place in (item.place, *(step.place for step in item.chain)))
    wanted = {(place.cell, place.line) for place in places if place.path == source.path}
    lines = source.text.split("\n")
    found: dict[Spot, str] = {}
    for number, line in enumerate(lines, start=1):
        place = source.place(number)
        if (place.cell, place.line) in wanted:
            found[source.path, place.cell, place.line] = line.rstrip("\r")[:LONGEST_LINE]
    return found


def _workers(jobs: int, files: int) -> int:
    if jobs == 1 or files < (2 if jobs else MANY):
        return 1
    return min(jobs or min(os.cpu_count() or 1, 8), files)


def _examine_files(files: Sequence[str], settings: Settings, roots: Sequence[str], workers: int) -> Iterator[Examined]:
    if workers > 1:
        # starting processes takes libraries of its own
        yield from import_module("mlwright.leakage.parallel").examine_files(files, settings, roots, workers)
    else:
        project = Project(roots)
        for path in files:
            yield examine_file(path, settings, project)


def examine_file(path: str, settings: Settings, project: Project, observed: Sequence[Finding] = ()) -> Examined:
    """Analyse one file of the disk."""
    data = load(path)
    if isinstance(data, str):
        doubt = f"{quoted(path)} could not be read"
        return Examined(path, False, tuple(observed), (Note(Place(path, 1), data),), doubts=(doubt,))
    return examine(path, data, settings, project, observed)


def by_level(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, the worst first."""
    counts: dict[str, int] = dict.fromkeys(reversed(LEVELS), 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts
