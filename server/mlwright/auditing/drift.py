"""Whether the parts come from one population (HY710): column by column, and as a model that tells them apart."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from mlwright.auditing.parts import Parts
from mlwright.errors import quoted
from mlwright.specs.data_review import DataFinding

Floats = npt.NDArray[np.float64]
_FEWEST, _MOST, _COLUMNS, _LEVELS = 100, 4_000, 100, 20
"""Under 100 rows a shift is noise; 4,000 rows a side settle an AUC to a hundredth."""
_PSI, _KS, _LUCK, _AUC = 0.25, 0.1, 1e-4, 0.7
"""0.25 is where credit scoring calls a population changed; a gap of a tenth between distributions shows in a plot; an
AUC of 0.7 tells seven of ten pairs apart."""


def drift(parts: Parts) -> Iterator[DataFinding]:
    """Columns that changed between the training part and a later one, and how well a model tells the parts apart."""
    columns = _columns(parts)
    train = parts.learned_from
    for name, part in parts.others:
        if min(len(train), len(part)) < _FEWEST or not columns:
            continue
        changed = sorted(
            ((_shift(train[column], part[column], len(columns)), column) for column in columns), reverse=True
        )
        for size, column in changed[:10]:
            if size > 0:
                yield _changed(name, column, size, len(part), pd.api.types.is_numeric_dtype(train[column].dtype))
        auc = told_apart(_some(train[columns]), _some(part[columns]))
        if auc > _AUC:
            yield _apart(name, auc, len(part), [column for size, column in changed if size > 0])


def _columns(parts: Parts) -> list[str]:
    """What may be expected to stay as it is: not times, names of rows, or free text."""
    moving = parts.hinted("time", "counter", "id", "group", "constant", "empty")
    texts = {column.name for column in parts.profile.columns if column.kind in ("text", "date")}
    return [name for name in parts.features() if name not in moving and name not in texts][:_COLUMNS]


def _some(frame: pd.DataFrame) -> pd.DataFrame:
    if len(frame) <= _MOST:
        return frame
    return frame.iloc[np.linspace(0, len(frame) - 1, _MOST).astype(np.int64)]


def _shift(one: pd.Series, other: pd.Series, columns: int) -> float:
    """The distance between two parts of a column, 0 where it is small or may be luck."""
    if pd.api.types.is_numeric_dtype(one.dtype):
        first, second = (part.dropna().to_numpy(dtype=np.float64) for part in (one, other))
        if min(len(first), len(second)) < _FEWEST:
            return 0.0
        gap = largest_gap(first, second)
        pairs = len(first) * len(second) / (len(first) + len(second))
        return gap if gap > _KS and 2 * math.exp(-2 * pairs * gap**2) < _LUCK / columns else 0.0
    stability = population_stability(one, other)
    # by chance alone the index is about (levels - 1) * (1/n + 1/m)
    luck = 3 * _LEVELS * (1 / len(one) + 1 / len(other))
    return stability if stability > _PSI + luck else 0.0


def largest_gap(one: Floats, other: Floats) -> float:
    """Kolmogorov and Smirnov's distance: the largest gap between two cumulated distributions."""
    places = np.concatenate([one, other])
    below = [np.searchsorted(np.sort(part), places, side="right") / len(part) for part in (one, other)]
    return float(np.abs(below[0] - below[1]).max())


def population_stability(one: pd.Series, other: pd.Series) -> float:
    """Population stability index over the commonest levels and the rest."""
    top = one.value_counts().index[:_LEVELS]
    shares = []
    for part in (one, other):
        counts = part.where(part.isin(top), "\0rest").value_counts().reindex([*top, "\0rest"], fill_value=0)
        shares.append((counts.to_numpy(dtype=np.float64) + 0.5) / (len(part) + 0.5 * (len(top) + 1)))
    return float(((shares[0] - shares[1]) * np.log(shares[0] / shares[1])).sum())


def told_apart(one: pd.DataFrame, other: pd.DataFrame) -> float:
    """Cross-validated AUC of a small model that guesses the part from the features."""
    both = pd.concat([one, other], ignore_index=True)
    table = {
        name: both[name] if pd.api.types.is_numeric_dtype(both[name].dtype) else _levels(both[name])
        for name in both.columns
    }
    features = pd.DataFrame(table).to_numpy(dtype=np.float64)
    label = np.repeat([0, 1], [len(one), len(other)])
    model = HistGradientBoostingClassifier(max_iter=40, max_leaf_nodes=8, random_state=0)
    folds = StratifiedKFold(3, shuffle=True, random_state=0)
    return float(
        roc_auc_score(label, cross_val_predict(model, features, label, cv=folds, method="predict_proba")[:, 1])
    )


def _levels(column: pd.Series) -> "npt.NDArray[np.int64]":
    """The commonest levels as numbers, the rest as one: a rare level would name the part it occurs in."""
    top = column.value_counts().index[:_LEVELS]
    return np.asarray(pd.Categorical(column, categories=sorted(top)).codes, dtype=np.int64)


def _changed(name: str, column: str, size: float, rows: int, number: bool) -> DataFinding:
    measure = "Kolmogorov-Smirnov distance" if number else "population stability index"
    return DataFinding(
        code="HY710",
        name="column drift",
        severity="low",
        confidence="high",
        columns=(column,),
        count=rows,
        total=rows,
        message=f"{quoted(column)} is distributed differently in the {name} part ({measure} {size:.2f}).",
        remedy="find out why; a score on rows of another kind says little about either kind",
    )


def _apart(name: str, auc: float, rows: int, columns: list[str]) -> DataFinding:
    return DataFinding(
        code="HY710",
        name="parts told apart",
        severity="medium",
        confidence="high" if auc > 0.8 else "medium",
        columns=tuple(columns[:10]),
        count=rows,
        total=rows,
        message=f"A small model tells the {name} part from the training part with an AUC of {auc:.2f} (0.5 is chance).",
        remedy="find out what separates them; a split by time or site explains it, a random split does not",
    )
