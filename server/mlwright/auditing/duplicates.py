"""Rows that occur more than once: in two parts (LK110), or with different labels (HY711)."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from mlwright.auditing import sameness
from mlwright.auditing.parts import Parts, shown
from mlwright.auditing.remedies import REMEDIES
from mlwright.errors import quoted
from mlwright.specs.data_review import DataFinding, Level

_SURE, _DOUBTFUL = 0.01, 1.0
"""Chance equals expected per row: below one in a hundred a copy is the explanation, above one it is not."""
_FEWEST_COLUMNS, _HEAVY = 3, 0.01
"""Rows of fewer columns are equal too easily; one shared row in a hundred moves a score by up to a point."""
_AS_USUAL = 0.5
"""Where more than half of the training rows recur among themselves, rows are settings, not records."""


def unchecked(parts: Parts) -> tuple[str, ...]:
    """Why copies of rows were not looked for; nothing where they were, or where whole files are the same."""
    columns = parts.features()
    same_throughout = not parts.whole and len(parts.digests) > 1 and len(set(parts.digests.values())) == 1
    if len(columns) >= _FEWEST_COLUMNS or same_throughout:
        return ()
    counted = ", ".join(quoted(name, 40) for name in columns) or "no column"
    return (
        "copies of rows were not checked: too few columns to tell copies from chance "
        f"(only {counted} to compare, at least {_FEWEST_COLUMNS} are needed)",
    )


def same_files(parts: Parts) -> Iterator[DataFinding]:
    """A later part whose file is, byte for byte, that of an earlier one; chance explains that for no table."""
    earlier: dict[str, str] = {}
    for name, frame in parts.frames.items():
        digest = parts.digests.get(name)
        if digest is None:
            continue
        if digest in earlier:
            yield DataFinding(
                code="LK110",
                name="identical files",
                severity="high",
                confidence="high",
                count=len(frame),
                total=len(frame),
                message=f"The file of the {name} part is byte for byte that of the {earlier[digest]} part: every row "
                "is in both.",
                remedy="name the file that holds the rows set aside; if there is none, split before anything is fitted",
                evidence=shown(name, frame, np.arange(len(frame)), list(frame.columns)),
            )
        earlier.setdefault(digest, name)


def across(parts: Parts) -> Iterator[DataFinding]:
    """Rows of a later part that the training part holds as well, exactly or nearly."""
    columns = parts.features()
    if len(columns) < _FEWEST_COLUMNS:
        return
    train = parts.learned_from[columns]
    near = sameness.rounded(train)
    known, known_near = sameness.exact(train), sameness.exact(near)
    sure, sure_near = _confidence(train, known), _confidence(near, known_near)
    first = parts.digests.get(next(iter(parts.frames)))
    for name, part in parts.others:
        if first is not None and parts.digests.get(name) == first:
            continue  # said of the file as a whole
        same = np.isin(sameness.exact(part[columns]), known)
        if same.any():
            yield _found(parts, name, same, columns, "duplicate rows across parts", sure)
        close = np.isin(sameness.exact(sameness.rounded(part[columns])), known_near) & ~same
        # settled by rounding, so only what chance cannot explain is worth reading
        if sure_near == "high" and close.any():
            yield _found(parts, name, close, columns, "near-duplicate rows across parts", "medium")


def _confidence(frame: pd.DataFrame, keys: sameness.Keys) -> Level:
    _, counts = np.unique(keys, return_counts=True)
    if counts[counts > 1].sum() > _AS_USUAL * len(keys):
        return "low"
    chance = sameness.expected(frame)
    if chance < _SURE and sameness.fine_columns(frame) >= _FEWEST_COLUMNS:
        return "high"
    return "medium" if chance < _DOUBTFUL else "low"


def _found(parts: Parts, name: str, same: np.ndarray, columns: list[str], what: str, sure: Level) -> DataFinding:
    frame, count = parts.frames[name], int(same.sum())
    share = count / len(frame)
    how = "equal a training row in every feature"
    if what.startswith("near"):
        how = "equal a training row once numbers are rounded to three digits, dates to days and text to its letters"
    severity: Level = "low" if sure == "low" else "high" if share >= _HEAVY else "medium"
    return DataFinding(
        code="LK110",
        name=what,
        severity=severity,
        confidence=sure,
        columns=tuple(columns[:10]),
        count=count,
        total=len(frame),
        message=f"{count:,} of {len(frame):,} rows ({share:.1%}) of the {name} part {how}.",
        remedy=REMEDIES["LK110"],
        evidence=shown(name, frame, np.flatnonzero(same), columns),
    )


def within(parts: Parts) -> Iterator[DataFinding]:
    """Equal rows in a table that is yet to be split: any random split parts some of them."""
    columns = parts.features()
    if not parts.whole or len(columns) < _FEWEST_COLUMNS:
        return
    frame = parts.learned_from
    seen = [*columns, parts.target] if parts.target else columns
    again = frame[seen].duplicated(keep=False).to_numpy()
    sure = _confidence(frame[columns], sameness.exact(frame[columns]))
    if not again.any():
        return
    count = int(again.sum())
    yield DataFinding(
        code="LK110",
        name="duplicate rows before a split",
        severity="low",  # a question until rows are parted
        confidence=sure,
        count=count,
        total=len(frame),
        message=f"{count:,} of {len(frame):,} rows occur more than once, so a random split puts copies on both sides.",
        remedy="find out whether they are copies; if so drop them, or keep equal rows in one part",
        evidence=shown(next(iter(parts.frames)), frame, np.flatnonzero(again), columns),
    )


def conflicts(parts: Parts) -> Iterator[DataFinding]:
    """Equal features with different labels, in any part: at most one of the labels can be predicted."""
    columns = parts.features()
    task = parts.profile.target.task if parts.profile.target else ""
    labelled = {name: frame for name, frame in parts.frames.items() if parts.target in frame.columns}
    if parts.target is None or task not in ("binary", "multiclass") or len(columns) < _FEWEST_COLUMNS or not labelled:
        return
    keys = np.concatenate([sameness.exact(frame[columns]) for frame in labelled.values()])
    labels = pd.concat([frame[parts.target] for frame in labelled.values()]).astype("str").to_numpy()
    known = labels != ""
    kinds = pd.Series(labels[known]).groupby(keys[known]).nunique()
    torn = known & np.isin(keys, kinds.index[kinds > 1].to_numpy())
    if not torn.any():
        return
    sure = _confidence(parts.learned_from[columns], sameness.exact(parts.learned_from[columns]))
    first, frame = next(iter(labelled.items()))
    count = int(torn.sum())
    yield DataFinding(
        code="HY711",
        name="label conflicts",
        severity="medium" if sure != "low" and count >= _HEAVY * len(keys) else "low",
        confidence=sure,
        columns=(parts.target,),
        count=count,
        total=len(keys),
        message=f"{count:,} of {len(keys):,} rows have a twin with the same features and another label.",
        remedy="look at the twins: either a feature that tells them apart is missing, or a label is wrong",
        evidence=shown(first, frame, np.flatnonzero(torn[: len(frame)]), [parts.target, *columns]),
    )
