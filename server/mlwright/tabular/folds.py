"""Which rows are for training, in which fold each is validated, and which rows stay untouched for the test.

One number per row: -1 is test; 0…k-1 is the fold in which a training row is validated. With `time` and
`forecast`, fold numbers are consecutive blocks and a block is validated by a model that saw only earlier blocks.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from .table import as_date, as_text

TEST = -1


def assign_folds(table: pd.DataFrame, target: pd.Series, split: Mapping[str, Any], seed: int) -> np.ndarray:
    """Fold number per row of `table` (n rows) by the config's `split` section → int array of shape (n,).

    `table` holds the raw columns; `target` the labels (text) or numbers. Raises ValueError where the rows cannot
    be parted as asked.
    """
    strategy = split["strategy"]
    if strategy == "time":
        return _by_time(table[split["column"]], split)
    if strategy == "forecast":
        return _by_origin(table[split["column"]], split)
    if strategy == "duplicates":
        table = table.drop(columns=[target.name], errors="ignore")
    units = _units(table, strategy, split.get("column"))
    strata = _strata(target, units) if target.dtype.kind not in "fiu" else np.zeros(units.max() + 1, dtype=int)
    return _by_unit(units, strata, float(split["test_size"]), int(split["folds"]), seed)


def fold_pairs(folds: np.ndarray, strategy: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """Positions (train, validation) per fold, among the rows that `folds` (without test rows) describes."""
    numbers = np.unique(folds)
    if strategy in ("time", "forecast"):
        return [(np.flatnonzero(folds < k), np.flatnonzero(folds == k)) for k in numbers[1:]]
    return [(np.flatnonzero(folds != k), np.flatnonzero(folds == k)) for k in numbers]


def _units(table: pd.DataFrame, strategy: str, column: str | None) -> np.ndarray:
    """What must stay together, as one number per row: a group, the copies of a row, or the row itself."""
    if strategy == "group":
        # a row without a group is a group of its own
        names = as_text(table[column]) if column else pd.Series(dtype="str")
        alone = names == ""
        names = names.mask(alone, "\0row " + pd.Series(np.arange(len(names)), index=names.index).astype("str"))
        return pd.factorize(names)[0]
    if strategy == "duplicates":
        return pd.factorize(pd.util.hash_pandas_object(table, index=False))[0]
    return np.arange(len(table))


def _strata(target: pd.Series, units: np.ndarray) -> np.ndarray:
    """One class number per unit: the first row's class, which for groups of one class is every row's class."""
    codes, _ = pd.factorize(target, sort=True)
    first = np.full(units.max() + 1, -1)
    first[units[::-1]] = codes[::-1]
    return first


def _by_unit(units: np.ndarray, strata: np.ndarray, test_size: float, folds: int, seed: int) -> np.ndarray:
    """Deal the shuffled units of each stratum round-robin, first between test and train, then between the folds.

    Strata lie one after the other in the deal, so each part gets its share of every class even when a class has
    only a handful of rows.
    """
    count = len(strata)
    if count < folds + 1:
        raise ValueError(f"only {count} separate groups of rows: cannot make a test part and {folds} folds")
    order = np.lexsort((np.random.default_rng(seed).permutation(count), strata))
    # every unit whose running share crosses a whole number goes to the test part; the offset keeps a class
    # with a single unit in the training part
    share = np.floor((np.arange(count) + 1) * test_size + 1e-9)
    is_test = np.diff(share, prepend=0.0) > 0
    if not is_test.any():
        is_test[-1] = True
    sizes = np.bincount(strata - strata.min())[strata[order] - strata.min()]
    is_test &= sizes > 1
    fold = np.full(count, TEST)
    train = order[~is_test]
    fold[train] = np.arange(len(train)) % folds
    return fold[units]


def _by_time(column: pd.Series, split: Mapping[str, Any]) -> np.ndarray:
    """The last rows are the test; the earlier ones form folds+1 blocks. Rows of one moment stay together."""
    moments = as_date(column, split.get("date_format"), split.get("missing_codes") or ())
    if moments.notna().sum() < 2:
        raise ValueError(f"column {split['column']!r} has no dates to order the rows by")
    rank = moments.rank(method="min", na_option="top").to_numpy() - 1
    total, folds = len(rank), int(split["folds"])
    cut = np.sort(rank)[int(total * (1 - float(split["test_size"])))]
    block = np.floor(rank / max(cut, 1) * (folds + 1)).astype(int)
    fold = np.where(rank >= cut, TEST, np.minimum(block, folds))
    present = np.unique(fold[fold >= 0])
    if len(present) < 2:
        raise ValueError(f"column {split['column']!r} has too few different dates for folds in time order")
    return np.where(fold >= 0, np.searchsorted(present, fold), TEST)


def _by_origin(column: pd.Series, split: Mapping[str, Any]) -> np.ndarray:
    """Rolling origin: the last `horizon` rows are the test, the blocks before them are one horizon long each."""
    moments = as_date(column, split.get("date_format"), split.get("missing_codes") or ())
    rank = moments.rank(method="first", na_option="top").to_numpy().astype(int) - 1
    total, horizon, season = len(rank), int(split["horizon"]), int(split["season"] or 1)
    needed = max(2 * season, horizon, 8)
    folds = min(int(split["folds"]), (total - horizon - needed) // horizon)
    if folds < 1:
        raise ValueError(
            f"{total} periods are too few to test and validate forecasts of {horizon} periods; "
            f"at least {needed + 2 * horizon} are needed"
        )
    first = total - horizon - folds * horizon
    block = np.where(rank < first, 0, (rank - first) // horizon + 1)
    return np.where(rank >= total - horizon, TEST, block)
