"""What the folds show: how a model does on rows it knows beside rows it does not."""

from collections.abc import Iterator
from statistics import mean, stdev

from mlwright.specs import CandidateResult
from mlwright.specs.metrics import in_short
from mlwright.specs.suggestion import Evidence, Suggestion
from mlwright.suggestions.evidence import Results

KEPT = 0.5
"""Share of what was gained on known rows that has to hold on others; below it a model mostly remembers."""
HARDLY = 0.25
"""The same share, below which next to nothing holds: the gap is a fault whatever other candidates do."""
BY_HEART = 0.9
"""Share of the way to a perfect score on known rows from which on a model knows them by heart."""
LITTLE = 0.05
"""Share of the way from the baseline to a perfect score that is not worth the name of learning."""
SIMPLE = ("linear",)
REGULARISED = ("linear", "lag_ridge", "trend_season")
STRONGER = {"regression": "larger alphas", "forecasting": "a larger alpha"}
"""The parameter of the linear family that regularises, by task; for classes it is C."""
TREES = ("boosting", "extra_trees", "lightgbm", "lag_boosting")


def overfitting(results: Results) -> Iterator[Suggestion]:
    """Most of what the best model gained on rows it was fitted on does not hold on others.

    Fully grown trees know their rows by heart and may still be the best choice: the gap alone is no fault. It is one
    when next to nothing holds; when a candidate that remembers less does as well, that one is worth a thought.
    """
    best, base = results.best, results.constant
    if best is None or base is None or best.cv_train is None or best.cv_mean is None or len(best.folds) < 2:
        return
    known, new = results.share(best.cv_train, base.cv_mean), results.share(best.cv_mean, base.cv_mean)
    if known is None or new is None or known < 2 * LITTLE or new >= KEPT * known:
        return
    gap = results.sign * (best.cv_train - best.cv_mean)
    calmer = next((item for item in results.candidates if _as_good(results, item, best, gap)), None)
    if gap <= 2 * (best.cv_sd or 0.0) / len(best.folds) ** 0.5:
        return
    grave = new < HARDLY * known
    if not grave and calmer is None:
        return
    how = (
        "is overfitting" if grave else "knows its rows by heart" if known >= BY_HEART else "remembers much of its rows"
    )
    beside = f"; {calmer.name} remembers less and does as well" if calmer else ""
    instead = f"compare with {calmer.name} alone, or " if calmer else ""
    yield Suggestion(
        code="overfitting" if grave else "memorises",
        run=results.run.id,
        severity="warning" if grave else "info",
        says=f"{best.name} {how}: {in_short(best.cv_train)} on rows it was fitted on, {in_short(best.cv_mean)} on "
        f"others, {in_short(base.cv_mean)} for the baseline {base.name}{beside}",
        evidence=(
            *results.of(best, "cv_train", "cv_mean", "cv_sd"),
            *results.of(base, "cv_mean"),
            *(results.of(calmer, "cv_train", "cv_mean") if calmer else ()),
        ),
        do=f"{instead}try {_bound(best.name, results.config.task)} for {best.name} in `ml/experiment-config.yaml`, "
        "fewer columns in `ml/feature-spec.md`, or more rows",
    )


def _bound(name: str, task: str) -> str:
    """What holds a model of this family back."""
    if name.startswith(REGULARISED):
        return f"a stronger regularisation ({STRONGER.get(task, 'a smaller C')})"
    if name.startswith(TREES):
        return "fewer leaves or more rows a leaf"
    return "a stronger bound (fewer leaves, more rows a leaf, stronger regularisation)"


def _as_good(results: Results, other: CandidateResult, best: CandidateResult, gap: float) -> bool:
    """Whether another candidate has half the gap and is, fold by fold, within one standard error."""
    gains = results.gains(best, other)
    if other.cv_train is None or other.cv_mean is None or len(gains) < 3:
        return False
    less = results.sign * (other.cv_train - other.cv_mean) <= gap / 2
    return less and mean(gains) <= stdev(gains) / len(gains) ** 0.5


def underfitting(results: Results) -> Iterator[Suggestion]:
    """The best model learns hardly anything even on rows it was fitted on."""
    best, base = results.best, results.constant
    if best is None or base is None or best.cv_train is None:
        return
    known = results.share(best.cv_train, base.cv_mean)
    if known is None or known >= LITTLE:
        return
    yield Suggestion(
        code="underfitting",
        run=results.run.id,
        severity="warning",
        says=f"{best.name} learns little even on rows it was fitted on: {in_short(best.cv_train)}, "
        f"against {in_short(base.cv_mean)} for the baseline {base.name}",
        evidence=(*results.of(best, "cv_train", "cv_mean"), *results.of(base, "cv_mean")),
        do="look for columns that say more about the target, and at what `ml/feature-spec.md` left out; a larger model "
        "is the second thing to try",
    )


def unstable_folds(results: Results) -> Iterator[Suggestion]:
    """What the model gains on the baseline differs between the folds by more than the gain itself."""
    best, base = results.best, results.baseline("cv_mean")
    gains = results.gains(best, base)
    if best is None or base is None or len(gains) < 3:
        return
    gain, spread = mean(gains), stdev(gains)
    if gain <= 0 or spread <= gain:
        return
    yield Suggestion(
        code="unstable-folds",
        run=results.run.id,
        severity="warning",
        says=f"{best.name} gains {gain:.3g} on the baseline {base.name}, but from {min(gains):.3g} to {max(gains):.3g} "
        "depending on the fold",
        evidence=(*results.of(best, "cv_mean", "cv_sd"), *results.of(base, "cv_mean", "cv_sd")),
        do="compare the folds in `metrics.json`: a group or a time in which the model fails, or too few rows; do not "
        "choose between candidates by differences of this size",
    )


def a_simpler_one_does_as_well(results: Results) -> Iterator[Suggestion]:
    """A linear model is, fold by fold, within one standard error of the winner, be it an ensemble or not."""
    best = results.winner
    simple = next((item for item in results.candidates if item.name.startswith(SIMPLE)), None)
    gains = results.gains(best, simple)
    if best is None or simple is None or best.name.startswith(SIMPLE) or len(gains) < 3:
        return
    if mean(gains) > stdev(gains) / len(gains) ** 0.5:
        return
    yield Suggestion(
        code="simpler-does-as-well",
        run=results.run.id,
        severity="info",
        says=f"{simple.name} scores {in_short(simple.cv_mean)} and {_role(results, best)} {best.name} "
        f"{in_short(best.cv_mean)} on the same folds: no more apart than chance puts them",
        evidence=(*results.of(simple, "cv_mean", "cv_sd"), *results.of(best, "cv_mean", "cv_sd")),
        do="consider the simpler model alone: leave the others out of `candidates` in `ml/experiment-config.yaml`",
    )


def _role(results: Results, shown: CandidateResult) -> str:
    """The winner, or beside an ensemble without fold scores the best of those it was made from."""
    return "the winner" if shown.name == results.run.winner else f"the winner is {results.run.winner}; its best member"


def budget_ran_out(results: Results) -> Iterator[Suggestion]:
    """Candidates that the config names and the run never scored."""
    scored = {item.name for item in results.run.candidates}
    left = [item.name for item in results.config.candidates if item.name not in scored]
    if not left:
        return
    yield Suggestion(
        code="budget-ran-out",
        run=results.run.id,
        severity="info",
        says=f"{', '.join(left)} never ran: the budget of {results.config.training.budget_seconds:g} s was spent",
        evidence=(
            Evidence(
                path="experiment-config.yaml training.budget_seconds", value=results.config.training.budget_seconds
            ),
        ),
        do="give the comparison more time: `mlwright train WORKSPACE --budget SECONDS`",
    )
