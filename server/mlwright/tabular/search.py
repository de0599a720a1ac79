"""Cross-validation of candidates, the number of boosting rounds, and a greedy ensemble of the best."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import clone, is_classifier

Score = Callable[[Any, np.ndarray], float]
"""(true values, predictions) → the primary metric; predictions are class probabilities or numbers."""

ROUNDS_STEP = 10
TRAIN_ROWS = 5_000
"""Training rows of a fold that a candidate is scored on: enough to see whether it only remembers them."""


def _say(line: str) -> None:
    print(line, flush=True)


@dataclass
class Result:
    """One candidate as cross-validation saw it. `predictions` holds a row per validated training row."""

    name: str
    role: str
    scores: list[float]
    predictions: np.ndarray
    seconds: float
    rounds: int | None = None
    note: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    train: float | None = None
    """Mean score on rows that the folds' models were fitted on."""

    @property
    def mean(self) -> float:
        """Mean of the fold scores."""
        return float(np.mean(self.scores))

    @property
    def sd(self) -> float:
        """Standard deviation of the fold scores."""
        return float(np.std(self.scores, ddof=1)) if len(self.scores) > 1 else 0.0


def predict(model: Any, X: Any, classes: Sequence[str] | None) -> np.ndarray:
    """Probabilities with one column per entry of `classes` (0 for classes the model never met), or numbers."""
    if classes is None:
        return np.asarray(model.predict(X), dtype="float64")
    return aligned(model.predict_proba(X), model.classes_, classes)


def aligned(proba: np.ndarray, known: Iterable[Any], classes: Sequence[str]) -> np.ndarray:
    """Probability columns in the order of `classes`, rows summing to 1."""
    table = pd.DataFrame(proba, columns=[str(label) for label in known]).reindex(columns=list(classes), fill_value=0.0)
    values = table.to_numpy(dtype="float64")
    return values / values.sum(axis=1, keepdims=True)


def cross_validate(
    name: str,
    role: str,
    model: Any,
    X: pd.DataFrame,
    y: pd.Series,
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    score: Score,
    classes: Sequence[str] | None,
    higher: bool,
    log: Callable[[str], None] = _say,
    train_rows: int = TRAIN_ROWS,
) -> Result:
    """Fit a clone of `model` on each fold's training rows and score the rest.

    A boosting model is scored after every tenth round; the round with the best mean over the folds is kept, so that
    no part of a fold is spent on early stopping. The score on (at most `train_rows` of) the rows it was fitted on
    stands beside it.
    """
    started = time.perf_counter()
    curves: list[dict[int, np.ndarray]] = []
    models = []
    for number, (train, valid) in enumerate(pairs, start=1):
        fitted = clone(model).fit(X.iloc[train], y.iloc[train])
        models.append(fitted)
        curves.append(dict(_staged(fitted, X.iloc[valid], classes)))
        last = curves[-1][max(curves[-1])]
        log(f"  {name}: fold {number}/{len(pairs)}  {score(y.iloc[valid], last):.4f}")
    stages = sorted(set.intersection(*(set(curve) for curve in curves)))
    by_stage = {
        stage: [score(y.iloc[valid], curve[stage]) for (_, valid), curve in zip(pairs, curves, strict=True)]
        for stage in stages
    }
    best = max(stages, key=lambda stage: np.mean(by_stage[stage]) if higher else -np.mean(by_stage[stage]))
    predictions = np.concatenate([curve[best] for curve in curves])
    rounds = best if len(stages) > 1 else None
    return Result(
        name,
        role,
        by_stage[best],
        predictions,
        time.perf_counter() - started,
        rounds,
        train=_train_score(models, best, X, y, pairs, score, classes, train_rows),
    )


def _train_score(
    models: Sequence[Any],
    stage: int,
    X: pd.DataFrame,
    y: pd.Series,
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    score: Score,
    classes: Sequence[str] | None,
    most: int,
) -> float | None:
    """Mean score of the folds' models on rows they know; None where these rows cannot be scored (a class is absent)."""
    scores = []
    for fitted, (train, _) in zip(models, pairs, strict=True):
        rows = train[np.linspace(0, len(train) - 1, min(most, len(train))).astype(int)]
        if len(rows) == 0 or (classes is not None and y.iloc[rows].nunique() < y.iloc[train].nunique()):
            return None
        predictions = next(values for number, values in _staged(fitted, X.iloc[rows], classes) if number == stage)
        scores.append(score(y.iloc[rows], predictions))
    return float(np.mean(scores))


def _staged(model: Any, X: pd.DataFrame, classes: Sequence[str] | None) -> Iterator[tuple[int, np.ndarray]]:
    """Predictions after 10, 20, … rounds of a boosting model; stage 0 alone for any other model."""
    last = getattr(model, "steps", [("", model)])[-1][1]
    kind = type(last).__name__
    if kind.startswith("HistGradientBoosting"):
        inputs = model[:-1].transform(X)
        stages = last.staged_predict_proba(inputs) if is_classifier(last) else last.staged_predict(inputs)
        for number, values in enumerate(stages, start=1):
            if number % ROUNDS_STEP == 0:
                yield number, aligned(values, last.classes_, classes) if classes else np.asarray(values)
    elif kind.startswith("LGBM"):
        inputs = model[:-1].transform(X)
        for number in range(ROUNDS_STEP, last.n_estimators_ + 1, ROUNDS_STEP):
            if classes:
                proba = last.predict_proba(inputs, num_iteration=number)
                yield number, aligned(proba, last.classes_, classes)
            else:
                yield number, np.asarray(last.predict(inputs, num_iteration=number))
    elif hasattr(model, "regressor_"):
        for number, values in _staged(model.regressor_, X, classes):
            yield number, np.asarray(model.inverse_func(values), dtype="float64")
    else:
        yield 0, predict(model, X, classes)


def search(
    build: Callable[[str, dict[str, Any], int], Any],
    planned: Sequence[tuple[str, str, dict[str, Any]]],
    X: pd.DataFrame,
    y: pd.Series,
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    *,
    score: Score,
    higher: bool,
    classes: Sequence[str] | None,
    seed: int,
    budget: float,
    ensemble: bool,
    train_rows: int = TRAIN_ROWS,
) -> tuple[list[Result], dict[str, Any]]:
    """Compare `planned` (name, role, params) on the folds; the choice says which members to fit on all rows.

    Once `budget` seconds are spent no further candidate is started, but the first one always runs.
    """
    started, results = time.perf_counter(), list[Result]()
    for number, (name, role, params) in enumerate(planned, start=1):
        spent = time.perf_counter() - started
        print(f"[{number}/{len(planned)}] {name}  ({spent:.0f} of {budget:.0f} s)", flush=True)
        if spent > budget and any(result.role == "candidate" for result in results):
            print(f"  {name}: skipped, the budget is spent", flush=True)
            continue
        model = build(name, params, seed)
        result = cross_validate(name, role, model, X, y, pairs, score, classes, higher, train_rows=train_rows)
        result.params = dict(params)
        if result.rounds is not None:
            result.params["n_estimators" if name.startswith("lightgbm") else "max_iter"] = result.rounds
        results.append(result)
        print(f"  {name}: {result.mean:.4f} ± {result.sd:.4f}", flush=True)
    return results, _choose(results, y, pairs, score, higher, ensemble)


def _choose(
    results: list[Result],
    y: pd.Series,
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    score: Score,
    higher: bool,
    ensemble: bool,
) -> dict[str, Any]:
    """The best candidate, or the ensemble where it is clearly better; the ensemble is added to `results`."""
    candidates = [result for result in results if result.role == "candidate"]
    best = (max if higher else min)(candidates, key=lambda result: result.mean)
    single = {"winner": best.name, "members": [{"name": best.name, "params": best.params, "weight": 1.0}]}
    if not ensemble or len(candidates) < 2:
        return single
    truth = np.concatenate([y.iloc[valid] for _, valid in pairs])
    weights = greedy_weights([result.predictions for result in candidates], truth, score, higher)
    mixed = sum(weight * result.predictions for weight, result in zip(weights, candidates, strict=True))
    ends = np.cumsum([len(valid) for _, valid in pairs])[:-1]
    scores = [score(t, p) for t, p in zip(np.split(truth, ends), np.split(mixed, ends), strict=True)]
    results.append(Result("ensemble", "ensemble", scores, mixed, 0.0))
    if np.count_nonzero(weights) < 2 or not worth_it(best.scores, scores, higher):
        results[-1].note = "not clearly better than the best single model, which is simpler"
        return single
    members = [
        {"name": result.name, "params": result.params, "weight": float(weight)}
        for weight, result in zip(weights, candidates, strict=True)
        if weight > 0
    ]
    return {"winner": "ensemble", "members": members}


def greedy_weights(
    members: Sequence[np.ndarray], truth: Any, score: Score, higher: bool, steps: int = 25
) -> np.ndarray:
    """Weights of an ensemble chosen greedily with replacement on validation predictions, shape (members,).

    Each step adds the member that improves the running mean most; the best prefix is kept. Ties go to the earlier
    member, so order members from simple to complex. Source: Caruana et al., Ensemble selection from libraries of
    models, ICML 2004.
    """
    sign = 1.0 if higher else -1.0
    counts = np.zeros(len(members))
    total = np.zeros_like(members[0])
    best_value, best_counts = -np.inf, counts.copy()
    for step in range(1, steps + 1):
        values = [sign * score(truth, (total + member) / step) for member in members]
        chosen = int(np.argmax(values))
        counts[chosen] += 1
        total = total + members[chosen]
        if values[chosen] > best_value + 1e-12:
            best_value, best_counts = values[chosen], counts.copy()
    return best_counts / best_counts.sum()


def worth_it(single: Sequence[float], ensemble: Sequence[float], higher: bool) -> bool:
    """Whether the ensemble beats the best single model by more than the standard error of the fold differences."""
    gains = (np.asarray(ensemble) - np.asarray(single)) * (1 if higher else -1)
    if len(gains) < 2:
        return bool(gains.mean() > 0)
    return bool(gains.mean() > gains.std(ddof=1) / np.sqrt(len(gains)))
