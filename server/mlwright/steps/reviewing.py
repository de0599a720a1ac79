"""Evidence of leakage in tables, and in a script's own run."""

from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from mlwright import auditing, profiling
from mlwright.errors import InputError, TableError, TargetError, quoted
from mlwright.specs import Column, Profile
from mlwright.specs.audit import Audit
from mlwright.specs.data_review import DataReview, TablePart
from mlwright.tabular.table import as_date, as_label, as_number

_MOST_ROWS, _MOST_PARTS, _MOST_NAMES = 1_000_000, 3, 20
_WORDS = {"train": ("train", "fit", "learn"), "valid": ("valid", "val", "dev", "eval"), "test": ("test", "holdout")}


def audit_run(script: Path, args: list[str], timeout: float, python: Path | None = None) -> Audit:
    """Execute a script of the user's own under observation; the leaks that happened."""
    return auditing.audit_run(script, args, timeout=timeout, python=python)


def review_data(paths: list[Path], target: str | None = None, split: str | None = None) -> DataReview:
    """Look for leakage in one table, in one with a column that names the part, or in two or three part files."""
    if not 1 <= len(paths) <= _MOST_PARTS:
        raise InputError(
            f"{len(paths)} tables were named", "name one table, or the training, validation and test files"
        )
    if split is not None and len(paths) > 1:
        raise InputError("part files and a split column were both named", "name the files, or one file and --split")
    if split is not None and split == target:
        raise TargetError(f"{quoted(split)} is named as target and as split", "name two different columns")
    _check_different(paths)
    ordered = _by_part(paths)
    first = next(iter(ordered.values()))
    profile = profiling.profile_table(first, target=target)
    notes: list[str] = []
    if len(paths) > 1:
        frames = {name: _typed(path, profile, notes) for name, path in ordered.items()}
    else:
        table = _typed(first, profile, notes)
        frames = _parted(table, split, notes) if split is not None else {"table": table}
        profile = _without(profile, split)
    _compare(frames, target, notes)
    digests = {name: profiling.file_sha256(path) for name, path in ordered.items()} if len(paths) > 1 else {}
    parts = auditing.Parts(frames, profile, target, digests)
    return DataReview(
        paths=tuple(str(path.absolute()) for path in paths),
        target=target,
        split=split,
        parts=tuple(
            TablePart(name=name, rows=len(frame), path=str(ordered.get(name, first).absolute()))
            for name, frame in frames.items()
        ),
        findings=auditing.review_data(parts),
        notes=tuple(notes),
        doubts=auditing.unchecked(parts),
    )


def _check_different(paths: list[Path]) -> None:
    """A file is no part beside itself, by whatever names it is called."""
    known: dict[Path, Path] = {}
    for path in paths:
        first = known.setdefault(path.resolve(), path)
        if first is not path:
            both = f"{quoted(first)} and {quoted(path)} are one file"
            raise InputError(
                f"{quoted(path)} is named twice" if first == path else both,
                "name different files, or this one alone, with --split COLUMN when a column names the parts",
            )


def _by_part(paths: list[Path]) -> dict[str, Path]:
    """Part → file, training first: by the file's name, else in the order given."""
    if len(paths) == 1:
        return {"table": paths[0]}
    called = {_part_of(path.stem): path for path in paths}
    if None in called or len(called) < len(paths) or "train" not in called:
        return dict(zip(("train", "test") if len(paths) == 2 else ("train", "valid", "test"), paths, strict=True))
    return {name: called[name] for name in _WORDS if name in called}


def _part_of(text: str) -> str | None:
    """The part that a file name or a value names."""
    return next((part for part, words in _WORDS.items() if any(word in text.lower() for word in words)), None)


def _typed(path: Path, profile: Profile, notes: list[str]) -> pd.DataFrame:
    """A part's cells as numbers, dates and text, read as the training part's columns are; rows numbered from 1."""
    source = profiling.inspect_source(path)
    text = profiling.load_text(source, limit=_MOST_ROWS)
    if len(text) == _MOST_ROWS:
        notes.append(f"{quoted(path.name)} was read to {_MOST_ROWS:,} rows, spread over the file")
    known = {column.name: column for column in profile.columns}
    classes = profile.target.name if profile.target and profile.target.classes else None
    typed = {
        name: as_label(text[name], known[name].missing_codes)
        if name == classes
        else _column(text[name], known[name], source.decimal, source.thousands)
        for name in text.columns
        if name in known
    }
    if len(typed) < 2:
        raise TableError(
            f"{quoted(path.name)} shares {'only one column' if typed else 'no column'} with the training part",
            "name parts of one data set",
        )
    frame = pd.DataFrame(typed)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame


def _column(text: pd.Series, column: Column, decimal: str, thousands: str | None) -> pd.Series:
    if column.kind == "number":
        return as_number(text, column.missing_codes, column.unit, decimal, thousands)
    if column.kind == "date":
        return as_date(text, column.date_format, column.missing_codes)
    return as_label(text, column.missing_codes)


def _parted(table: pd.DataFrame, split: str, notes: list[str]) -> dict[str, pd.DataFrame]:
    if split not in table.columns:
        names = [str(name) for name in table.columns]
        near = get_close_matches(split, names, 1)
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        raise InputError(
            f"there is no column {quoted(split)}",
            (f"did you mean {quoted(near[0])}? " if near else "")
            + f"the columns are {', '.join(map(quoted, names[:_MOST_NAMES]))}{more}",
        )
    named = table[split].astype("str").map(_part_of)
    found = [name for name in _WORDS if (named == name).any()]
    if "train" not in found or len(found) < 2:
        values = ", ".join(quoted(value, 40) for value in sorted(table[split].astype("str").unique())[:8])
        raise InputError(
            f"{quoted(split)} does not name parts: it holds {values}",
            "values that contain train, valid or test are understood; for folds, save the parts as files",
        )
    if named.isna().any():
        notes.append(f"{int(named.isna().sum()):,} rows name no part in {quoted(split)} and were left out")
    return {name: table[named == name].drop(columns=split) for name in found}


def _without(profile: Profile, split: str | None) -> Profile:
    """The profile as if the split column were not there."""
    if split is None:
        return profile
    findings = tuple(item for item in profile.findings if split not in (*item.columns, item.of))
    columns = tuple(column for column in profile.columns if column.name != split)
    return profile.model_copy(update={"findings": findings, "columns": columns})


def _compare(frames: dict[str, pd.DataFrame], target: str | None, notes: list[str]) -> None:
    first, *others = frames.items()
    for name, frame in others:
        missing = [column for column in first[1].columns if column not in frame.columns]
        if missing:
            notes.append(f"the {name} part has no {', '.join(map(quoted, missing[:10]))}: not compared")
    if target is None:
        notes.append("no target was named: proxies of it and conflicting labels were not looked for")
