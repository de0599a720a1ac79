"""What a review looks for and how loudly: the table [tool.mlwright.review] of the nearest pyproject.toml."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast, get_args

from mlwright.errors import InputError, quoted
from mlwright.leakage.findings import LEVELS, Finding, Level

FailOn = Literal["warn", "block", "never"]
SELECTED = ("LK", "HY702", "HY703", "HY704")
TABLE = "tool.mlwright.review"
CODE = r"ALL|[A-Z]{2}\d{0,3}"
WORD = r"[^\W\d]\w*"
MEANING = (
    'the full name of a library function it acts like: "sklearn.preprocessing.scale" or '
    '{acts_like = "sklearn.preprocessing.scale"}; a name of your own with a dot in it stands in quotes'
)
LARGEST = 1_000_000
ABOUT_SUPPRESSIONS = ("HY790", "HY791")
"""Shown whatever is selected: they guard the other findings."""
ABOUT_COMPACTS = ("HY722", "HY723")
"""About a change as a whole; looked for where they are selected."""


class Settings(NamedTuple):
    """How to review; globs and the baseline's path begin at `root`, the folder of the pyproject.toml."""

    root: str = ""
    min_confidence: Level = "medium"
    fail_on: FailOn = "warn"
    select: tuple[str, ...] = SELECTED
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    baseline: str | None = None
    calls: Mapping[str, Any] = {}

    def wants(self, finding: Finding) -> bool:
        """Whether the finding is to be shown, by its code, its confidence and the file it lies in."""
        code, path = finding.code, os.path.abspath(finding.place.path)
        for pattern, codes in self.per_file_ignores:
            if _longest(code, codes) and matches(pattern, path, self.root):
                return False
        if code in ABOUT_SUPPRESSIONS:
            return not _longest(code, self.ignore)
        if LEVELS.index(finding.confidence) < LEVELS.index(self.min_confidence):
            return False
        # the more exact word counts: `select LK101` finds it although `LK1` is ignored
        return _longest(code, self.select) > _longest(code, self.ignore)

    def asks(self, codes: Sequence[str]) -> bool:
        """Whether any of these codes is selected."""
        return any(_longest(code, self.select) > _longest(code, self.ignore) for code in codes)

    def excludes(self, path: str) -> bool:
        """Whether a file or folder is left out."""
        return any(matches(pattern, os.path.abspath(path), self.root) for pattern in self.exclude)


def _longest(code: str, prefixes: Sequence[str]) -> int:
    fitting = (1 if item == "ALL" else len(item) for item in prefixes if item == "ALL" or code.startswith(item))
    return max(fitting, default=0)


def matches(pattern: str, path: str, root: str) -> bool:
    """Whether a glob names the file, a folder above it, or its bare name; `*` also crosses slashes."""
    from fnmatch import fnmatchcase  # only a project with globs pays for it

    inside = os.path.relpath(path, root or os.curdir).replace(os.sep, "/")
    pattern = pattern.rstrip("/").removeprefix("./").removeprefix("**/")
    parts = inside.split("/")
    candidates = ["/".join(parts[: number + 1]) for number in range(len(parts))]
    return any(fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}") for name in candidates)


def read_settings(start: str = ".", top: str | None = None) -> Settings:
    """The settings of the nearest pyproject.toml at or above a folder, up to a repository's top or `top`.

    InputError names what is wrong in it.
    """
    folder = first = os.path.realpath(start)
    while True:
        file = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(file):
            return _of_file(file, folder)
        if os.path.exists(os.path.join(folder, ".git")) or os.path.dirname(folder) == folder or folder == top:
            return Settings(root=first)
        folder = os.path.dirname(folder)


def _of_file(file: str, folder: str) -> Settings:
    if os.path.getsize(file) > LARGEST:
        raise InputError(f"{quoted(file)} has more than {LARGEST} bytes", "it is no settings file")
    with open(file, "rb") as stream:
        raw = stream.read()
    if not any((b"mlwright" in line and b"tool" in line) or line.strip() == b"[tool]" for line in raw.splitlines()):
        return Settings(root=folder)
    import tomllib  # takes as long to import as everything else here, and most projects have no such table

    try:
        tables = tomllib.loads(raw.decode())
    except ValueError as error:
        raise InputError(f"{quoted(file)} is not TOML: {quoted(error)}", "mend the file") from None
    except RecursionError:
        raise InputError(f"{quoted(file)} is nested too deeply", "mend the file") from None
    found: Any = tables
    for key in TABLE.split("."):
        found = found.get(key, {}) if isinstance(found, dict) else {}
    return settings_of(found, folder, file)


def settings_of(table: object, root: str, file: str = "pyproject.toml") -> Settings:
    """Settings from a parsed table; InputError names the key, what was found and what was expected."""
    if not isinstance(table, dict):
        raise InputError(f"{TABLE} in {quoted(file)} is {quoted(table)}", f"write a table: [{TABLE}]")
    known: dict[str, Any] = {}
    for key, value in table.items():
        check = KEYS.get(key)
        if check is None:
            raise InputError(f"{TABLE} in {quoted(file)} has the unknown key {quoted(key, 60)}", _near(key))
        known[key.replace("-", "_")] = check(key, value)
    if "baseline" in known:
        _check_inside(known["baseline"], root)
    return Settings(root, **known)


def _check_inside(baseline: str, root: str) -> None:
    """InputError for a path out of the project: a repository's settings must not name files of their reader."""
    top = os.path.realpath(root or os.curdir)
    if not os.path.realpath(os.path.join(top, baseline)).startswith(os.path.join(top, "")):
        raise _wrong("baseline", baseline, "a file inside the project; --baseline FILE may name any other")


def _near(key: str) -> str:
    from difflib import get_close_matches  # only for the way out

    near = get_close_matches(key.replace("_", "-"), KEYS, 1)
    return (f"did you mean {near[0]}? " if near else "") + f"keys: {', '.join(KEYS)}"


def _wrong(key: str, value: object, expected: str) -> InputError:
    return InputError(f"{TABLE}: {key} is {quoted(value, 80)}", f"expected {expected}")


def level(key: str, value: object) -> Level:
    """A level of confidence."""
    if value not in LEVELS:
        raise _wrong(key, value, f"one of {', '.join(LEVELS)}")
    return value


def codes(key: str, value: object) -> tuple[str, ...]:
    """Codes or the beginnings of codes."""
    for item in (found := _strings(key, value)):
        if not re.fullmatch(CODE, item):
            raise _wrong(key, item, "a code such as LK101, its beginning such as LK1, or ALL")
    return found


def _fail_on(key: str, value: object) -> FailOn:
    if value not in get_args(FailOn):
        raise _wrong(key, value, f"one of {', '.join(get_args(FailOn))}")
    return cast(FailOn, value)


def _strings(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise _wrong(key, value, "a list of strings")
    return tuple(value)


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(key, value, "a path")
    return value


def _table(key: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(key, value, f"a table: [{TABLE}.{key}]")
    return value


def _globs_to_codes(key: str, value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((glob, codes(f"{key}.{glob}", found)) for glob, found in _table(key, value).items())


def _calls(key: str, value: object) -> dict[str, Any]:
    found = _table(key, value)
    for name, meaning in found.items():
        if not re.fullmatch(rf"{WORD}(\.{WORD})*", name):
            raise _wrong(key, name, "the name of a function, as the code calls it: tidy, or ours.tidy in quotes")
        target = meaning["acts_like"] if isinstance(meaning, dict) and set(meaning) == {"acts_like"} else meaning
        if not isinstance(target, str) or not re.fullmatch(rf"{WORD}(\.{WORD})+", target):
            raise _wrong(f"{key}.{name}", meaning, MEANING)
    return found


KEYS: Mapping[str, Callable[[str, object], Any]] = {
    "min-confidence": level,
    "fail-on": _fail_on,
    "select": codes,
    "ignore": codes,
    "exclude": _strings,
    "per-file-ignores": _globs_to_codes,
    "baseline": _text,
    "calls": _calls,
}
"""Every key of the table, and what makes its value."""
