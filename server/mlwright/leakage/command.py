"""The command `mlwright review`: its options, and what it does. It needs no library, so that it starts at once."""

import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple, cast

from mlwright.errors import InputError, quoted
from mlwright.leakage.findings import LEVELS
from mlwright.leakage.reading import SUFFIXES
from mlwright.leakage.reports import FORMATS, render, statistics
from mlwright.leakage.review import Examined, Review, review, review_text
from mlwright.leakage.settings import Settings, codes, read_settings

BRANCH = "\0since the default branch"
"""What --diff without a range means; no range can look like it."""
MOST_JOBS = 64


class Option(NamedTuple):
    """An option: a flag, or one that takes a text, a number, one of some choices, or a text that may be missing."""

    name: str
    help: str
    takes: str = ""
    choices: tuple[str, ...] = ()
    may_miss: bool = False

    @property
    def key(self) -> str:
        """Its name among the values."""
        return self.name.removeprefix("--").replace("-", "_")


OPTIONS = (
    Option(
        "--diff",
        "Only what a change introduces or touches: A..B, A...B, REV, or since the default branch.",
        "BASE..HEAD",
        may_miss=True,
    ),
    Option("--staged", "Only what the staged change introduces or touches."),
    Option("--worktree", "Only what uncommitted changes introduce or touch."),
    Option("--compact", "With a change: the text that says what it is for (see HY722).", "FILE"),
    Option("--format", "How to report (default text).", "FORMAT", FORMATS),
    Option("--output", "Write the report here (default: standard output).", "FILE"),
    Option("--min-confidence", "Show findings this sure or surer (default medium).", "LEVEL", LEVELS),
    Option("--select", "Only these: codes or beginnings of codes, comma-separated, or ALL.", "CODES"),
    Option("--ignore", "Not these, besides those of pyproject.toml.", "CODES"),
    Option("--baseline", "Leave out the findings that this file remembers.", "FILE"),
    Option("--write-baseline", "Remember today's findings in the baseline file and exit 0."),
    Option("--fix", "Apply the edits that are safe, and show them."),
    Option("--stdin-filename", "What to call standard input in the report; its ending tells the kind.", "NAME"),
    Option("--show-fixes", "Show the edits that --fix would apply."),
    Option("--exit-zero", "Exit 0 whatever is found."),
    Option("--jobs", "Processes, 1 to 64 (default: as many as help).", "NUMBER"),
    Option("--statistics", "Print how often each rule was broken instead."),
)


def parse(words: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """Paths and option values of a plain command line; None when it asks for help or has a fault to be explained."""
    known = {option.name: option for option in OPTIONS}
    values: dict[str, Any] = {}
    paths: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return (*paths, *rest), values
        if not word.startswith("-") or word == "-":
            paths.append(word)
            continue
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None or (equals and not option.takes):
            return None
        if not option.takes:
            values[option.key] = True
        elif equals:
            values[option.key] = value
        elif rest and not (option.may_miss and rest[0].startswith("-")):
            values[option.key] = rest.pop(0)
        elif option.may_miss:
            values[option.key] = BRANCH
        else:
            return None
        if option.choices and values[option.key] not in option.choices:
            return None
    return tuple(paths), values


def run(paths: tuple[str, ...], options: dict[str, Any], evidence: Sequence[Examined] = ()) -> int:
    """Review, report, and return the exit code; InputError when something asked for cannot be done.

    `evidence` is what was found elsewhere than in code; with some, and without paths, no code is reviewed.
    """
    asked = {option.key: options.get(option.key) for option in OPTIONS}
    ranges = asked["diff"]
    if ranges is not None and not ranges.strip():
        raise InputError("--diff is given an empty range", "expected A..B, A...B or REV; alone, --diff names none")
    if ranges not in (None, BRANCH) and ".." not in ranges and os.path.exists(ranges):
        # `--diff src/`: what follows is a path, not a revision
        paths, asked["diff"] = (ranges, *paths), BRANCH
    settings = _settings(paths, asked)
    if asked["write_baseline"]:
        return _remember(paths, asked, settings)
    done = _review(paths, asked, settings, evidence)
    if asked["fix"] or asked["show_fixes"]:
        done = _fix(done, paths, asked, settings, evidence)
    _report(done, asked)
    return 1 if done.failed(settings) and not asked["exit_zero"] else 0


def _settings(paths: tuple[str, ...], asked: dict[str, Any]) -> Settings:
    first = paths[0] if paths and paths[0] != "-" else "."
    settings = read_settings(first if os.path.isdir(first) else os.path.dirname(first) or ".")
    if asked["min_confidence"]:
        settings = settings._replace(min_confidence=asked["min_confidence"])
    if asked["select"]:
        settings = settings._replace(select=codes("--select", _list(asked["select"])))
    if asked["ignore"]:
        settings = settings._replace(ignore=settings.ignore + codes("--ignore", _list(asked["ignore"])))
    if asked["baseline"]:
        settings = settings._replace(baseline=os.path.abspath(asked["baseline"]))
    return settings


def _list(text: str) -> tuple[str, ...]:
    return tuple(item.strip().upper() for item in text.split(",") if item.strip())


def _remember(paths: tuple[str, ...], asked: dict[str, Any], settings: Settings) -> int:
    if not settings.baseline:
        raise InputError("--write-baseline does not know where to write", "add --baseline FILE")
    if _modes(asked) or "-" in paths:
        raise InputError(
            "a baseline remembers whole files", "leave out --diff, --staged, --worktree and standard input"
        )
    path = os.path.join(settings.root, settings.baseline)
    done = _review(paths, asked, settings._replace(baseline=None))
    count = import_module("mlwright.leakage.baseline").write(path, done.everything, settings.wants)
    _say(f"{count} {'finding is' if count == 1 else 'findings are'} remembered in {quoted(settings.baseline)}")
    return 0


def _modes(asked: dict[str, Any]) -> list[str]:
    return [name for name in ("diff", "staged", "worktree") if asked[name]]


def _review(
    paths: tuple[str, ...], asked: dict[str, Any], settings: Settings, evidence: Sequence[Examined] = ()
) -> Review:
    modes = _modes(asked)
    if len(modes) > 1:
        raise InputError("more than one of --diff, --staged and --worktree is given", "they exclude one another")
    if "-" in paths:
        if len(paths) > 1 or modes or asked["fix"] or evidence:
            raise InputError("standard input is reviewed alone", "leave out other paths, --diff and --fix")
        data = sys.stdin.buffer.read()
        name = asked["stdin_filename"] or ("stdin.ipynb" if data.lstrip()[:1] == b"{" else "stdin.py")
        if not name.lower().endswith(tuple(SUFFIXES)):
            raise InputError(
                f"--stdin-filename is {quoted(name)}", f"expected a name that ends in {', '.join(sorted(SUFFIXES))}"
            )
        return review_text(name, data, settings)
    if asked["stdin_filename"]:
        raise InputError("--stdin-filename names standard input", "add `-` as the only path")
    if modes and evidence:
        raise InputError("--data shows tables as they are, not as they changed", "leave out --diff and its kin")
    if asked["compact"] and not modes:
        raise InputError("--compact belongs to a change", "add --diff, --staged or --worktree")
    if modes:
        # git is not needed for files
        compare = import_module("mlwright.leakage.changes").review_change
        ranges = None if asked["diff"] in (None, BRANCH) else asked["diff"]
        marks = {"staged": bool(asked["staged"]), "worktree": bool(asked["worktree"])}
        return cast(Review, compare(paths or (".",), settings, ranges=ranges, compact=asked["compact"], **marks))
    files = paths or (() if evidence else (".",))
    return review(files, settings, jobs=_jobs(asked["jobs"]), progress=_progress(), evidence=evidence)


def _jobs(text: str | None) -> int:
    if text is None:
        return 0
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_JOBS:
        raise InputError(f"--jobs is {quoted(text, 40)}", f"expected a number from 1 to {MOST_JOBS}")
    return int(text)


def _fix(
    done: Review, paths: tuple[str, ...], asked: dict[str, Any], settings: Settings, evidence: Sequence[Examined]
) -> Review:
    fixes = import_module("mlwright.leakage.fixes")  # needs what compares texts
    visible = import_module("mlwright.leakage.reports.escaping").visible
    changed = False
    for fix in fixes.plan(done.findings, done.digests):
        # a report for programs has standard output for itself
        stream = sys.stdout if asked["format"] in (None, "text") and not asked["output"] else sys.stderr
        _write("".join(f"{visible(line)}\n" for line in fix.diff().splitlines()), stream)
        for what in fix.skipped:
            _say(f"not fixed: {visible(what)}")
        if asked["fix"] and fix.applied:
            fixes.write(fix)
            changed = True
            for what in fix.applied:
                _say(f"fixed: {visible(what)}")
    _say(_offered(done))
    return _review(paths, asked, settings, evidence) if changed else done


def _offered(done: Review) -> str:
    edits = [finding.edit for finding in done.findings if finding.edit is not None]
    safe = sum(edit.safe for edit in edits)
    more = f"; {len(edits) - safe} more {'has' if len(edits) - safe == 1 else 'have'} one that is not safe, "
    more += "which --format json shows"
    total = f"{len(done.findings)} finding{'' if len(done.findings) == 1 else 's'}"
    return f"{safe} of {total} {'has' if safe == 1 else 'have'} an edit{more if len(edits) > safe else ''}"


def _report(done: Review, asked: dict[str, Any]) -> None:
    output = asked["output"]
    color = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = statistics(done) if asked["statistics"] else render(done, asked["format"] or "text", color=color)
    if output is None:
        _write(text, sys.stdout)
        return
    above = os.path.dirname(os.path.abspath(output.rstrip(os.sep)))
    if not os.path.isdir(above):
        raise InputError(f"cannot write {quoted(output)}: there is no folder {quoted(above)}", "make it first")
    if os.path.isdir(output) or output.endswith(os.sep):
        raise InputError(f"cannot write {quoted(output)}: it is a folder", "name a file with --output")
    try:
        with open(output, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError as error:
        raise InputError(f"cannot write {quoted(output)}: {error.strerror}", "name a file with --output") from None
    _say(f"{done.verdict.decision}: {done.verdict.reason}")


def _write(text: str, stream: Any) -> None:
    """Write and flush, whatever the terminal's encoding cannot show."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def _say(text: str) -> None:
    _write(f"{text}\n", sys.stderr)


def _progress() -> Any:
    """Tells people at a terminal how far a long review is."""
    if not sys.stderr.isatty():
        return None
    started = time.monotonic()

    def tell(done: int, total: int) -> None:
        if total > 1 and time.monotonic() - started > 1 and (done % 10 == 0 or done == total):
            _write(f"\r{done}/{total} files" + ("\r\x1b[K" if done == total else ""), sys.stderr)

    return tell
