"""Rows that stand in the table more than once: exactly, nearly, or with another answer."""

from collections.abc import Iterator, Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.values.alike import Pairs, near_pairs
from mlwright.profiling.findings.values.information import Hashes, hashes, information
from mlwright.specs import Finding, TargetProfile, found

_FEWEST_PAIRS, _MOST_ROWS, _FEWEST_COLUMNS = 2, 0.3, 3


def repeated_rows(
    features: Sequence[View], outcome: View | None, target: TargetProfile | None, duplicates: int, rows: int
) -> Iterator[Finding]:
    """Findings about copies; `features` are without the columns that only name the rows."""
    if not features:
        return
    of_columns = [hashes(view.codes, at) for at, view in enumerate(features)]
    without = _sum(of_columns)
    whole = without + hashes(outcome.codes, len(features)) if outcome is not None else without
    yield from _exact(features, without, whole, outcome, duplicates, rows)
    if outcome is not None and target is not None and target.task in ("binary", "multiclass"):
        yield from _conflicts(without, outcome, rows)
    if len(features) >= _FEWEST_COLUMNS:
        yield from _near(features, outcome, rows)


def blank_rows(views: Sequence[View], rows: int) -> Iterator[Finding]:
    """Rows without a value in any column."""
    if len(views) < 2:
        return
    blank = _without_values(views)
    if len(blank):
        looked = len(views[0].codes)
        shown = f" (row {blank[0] + 1:,}{' first' if len(blank) > 1 else ''})" if looked == rows else ""
        of = f"{len(blank):,} of {looked:,} rows{' looked at' if looked < rows else ''}"
        yield found("blank_rows", f"{of} {'hold' if len(blank) > 1 else 'holds'} no value in any column{shown}")


def _without_values(views: Sequence[View]) -> Codes:
    blank = np.flatnonzero(views[0].missing)
    for view in views[1:]:
        if len(blank) == 0:
            break
        blank = blank[view.missing[blank]]
    return blank.astype(np.int64)


def _sum(of_columns: Sequence[Hashes]) -> Hashes:
    total = of_columns[0].copy()
    for column in of_columns[1:]:
        total += column
    return total


def _exact(
    features: Sequence[View], without: Hashes, whole: Hashes, outcome: View | None, duplicates: int, rows: int
) -> Iterator[Finding]:
    """Exact copies over all rows; without ids and the target among the rows looked at."""
    looked = len(without)
    unnamed, unlabelled = (looked - len(np.unique(hashed)) for hashed in (whole, without))
    if outcome is not None and looked == rows and unlabelled > max(unnamed, duplicates):
        also = f"; {unlabelled:,} when {quoted(outcome.name, 40)} is left out"
    else:
        also = ""
    blank = len(_without_values([*features, outcome] if outcome is not None else features))
    if looked == rows and 0 < max(duplicates, unnamed) < blank:
        return  # rows without any value are told as such
    if duplicates:
        yield found("duplicate_rows", f"{duplicates:,} of {rows:,} rows repeat an earlier row exactly{also}")
    elif unnamed and _telling(features):
        of = f"{unnamed:,} of {looked:,} rows{' looked at' if looked < rows else ''}"
        evidence = f"{of} repeat an earlier row in all columns but those that name it{also}"
        yield found("duplicate_rows", evidence)


def _telling(features: Sequence[View]) -> bool:
    """Whether copies are no chance: few columns of few levels repeat all the time."""
    return bool(information([view.codes for view in features])[1].sum() > 2 * np.log2(len(features[0].codes)) + 10)


def _conflicts(without: Hashes, outcome: View, rows: int) -> Iterator[Finding]:
    """Rows that are alike in every feature and bear different labels."""
    known = ~outcome.missing
    if not known.any():
        return
    order = np.argsort(without[known], kind="stable")
    keys, labels = without[known][order], outcome.codes[known][order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    mixed = np.minimum.reduceat(labels, starts) != np.maximum.reduceat(labels, starts)
    count = int(np.diff(np.r_[starts, len(keys)])[mixed].sum())
    if count:
        of = f"{count:,} of {len(keys):,} rows{' looked at' if len(outcome.codes) < rows else ''}"
        evidence = f"{of} are alike in all other columns and differ in {quoted(outcome.name)}"
        yield found("label_conflicts", evidence, (outcome.name,))


def _near(features: Sequence[View], outcome: View | None, rows: int) -> Iterator[Finding]:
    """Nothing is said where most rows are like another: that is how a table of repeated measurements looks."""
    pairs = near_pairs(features)
    looked = len(features[0].codes)
    alike = len(np.unique(pairs.later))
    if alike < _FEWEST_PAIRS or alike > _MOST_ROWS * looked:
        return
    first = np.unique(pairs.later, return_index=True)[1][:2]
    numbered = looked == rows
    shown = " and ".join(f"{pairs.earlier[at] + 1:,}/{pairs.later[at] + 1:,}" for at in first) if numbered else ""
    such = f", such as rows {shown}" if shown else ""
    of = f"{alike:,} of {looked:,} rows{' looked at' if looked < rows else ''}"
    evidence = f"{of} are like an earlier one but for a cell or two, case or rounding{such}"
    yield found("near_duplicate_rows", evidence + _other_answer(pairs, outcome))


def _other_answer(pairs: Pairs, outcome: View | None) -> str:
    if outcome is None:
        return ""
    codes: Codes = outcome.codes
    count = len(np.unique(pairs.later[codes[pairs.later] != codes[pairs.earlier]]))
    return f"; {count:,} with another target" if count else "; all with the same target"
