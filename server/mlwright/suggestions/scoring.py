"""What the test part shows: against the baseline, against the folds, and in the metrics beside the first."""

from collections.abc import Iterator

from mlwright.errors import quoted
from mlwright.specs.metrics import in_short
from mlwright.specs.suggestion import Evidence, Suggestion
from mlwright.suggestions.evidence import Results

MISCALIBRATED = 0.05
"""Calibration error whose whole interval lies above this is worth a word: probabilities are off by five points."""
FEW_FOUND = 0.5
RANKED_WELL = 0.7
DECIDES = 0.9
"""Strength of one column from which on the others hardly matter (0 says nothing, 1 everything)."""


def no_better_than_the_baseline(results: Results) -> Iterator[Suggestion]:
    """The interval of the score holds the best baseline's."""
    base, span, score = results.baseline("test"), results.interval, results.score
    if base is None or span is None or score is None or base.test is None or span.low is None or span.high is None:
        return
    worst = span.low if results.sign > 0 else span.high
    if results.sign * (worst - base.test) > 0:
        return
    how = "is worse than" if results.sign * (score - base.test) < 0 else "is not proven better than"
    yield Suggestion(
        code="no-better-than-baseline",
        run=results.run.id,
        severity="warning",
        says=f"the score {in_short(score)} ({in_short(span.low)} to {in_short(span.high)}) {how} the baseline "
        f"{base.name} with {in_short(base.test)}",
        evidence=(results.metric(results.run.primary), *results.ends(results.run.primary), *results.of(base, "test")),
        do="say so; then other columns, more rows or another question. Not another seed or split",
    )


def test_far_below_the_folds(results: Results) -> Iterator[Suggestion]:
    """The test score is worse than the folds promised, by more than chance explains."""
    best, span, score = results.best, results.interval, results.score
    if best is None or best.cv_mean is None or span is None or score is None or not best.cv_sd:
        return
    if span.low is None or span.high is None:
        return
    reached = span.high if results.sign > 0 else span.low
    if results.sign * (best.cv_mean - score) <= 2 * best.cv_sd or results.sign * (best.cv_mean - reached) <= 0:
        return
    yield Suggestion(
        code="test-below-folds",
        run=results.run.id,
        severity="warning",
        says=f"the folds promised {in_short(best.cv_mean)} (± {best.cv_sd:.2g}), the test part gave {in_short(score)} "
        f"({in_short(span.low)} to {in_short(span.high)})",
        evidence=(
            *results.of(best, "cv_mean", "cv_sd"),
            results.metric(results.run.primary),
            *results.ends(results.run.primary),
        ),
        do="compare training and test rows: a change over time, groups that differ, or rows that resemble each other "
        "across folds (`mlwright review --data FILE --target COLUMN`)",
    )


def calibration(results: Results) -> Iterator[Suggestion]:
    """Probabilities that are off by more than chance explains."""
    span = results.run.intervals.get("calibration_error")
    if span is None or span.low is None or span.low <= MISCALIBRATED:
        return
    found = results.metric("calibration_error")
    yield Suggestion(
        code="calibration-off",
        run=results.run.id,
        severity="warning",
        says=f"probabilities are off by {found.value:.3g} on average (at least {span.low:.3g})",
        evidence=(found, *results.ends("calibration_error")),
        do="do not act on the probabilities as they are; order rows by them, or declare a gate on `calibration_error` "
        "in `ml/experiment-config.yaml` before the next run",
    )


def threshold(results: Results) -> Iterator[Suggestion]:
    """A model that ranks well and still misses most of what it is to find at the threshold of one half."""
    recall, ranking = results.metric("recall"), results.metric("roc_auc")
    if results.config.task != "binary" or recall.value is None or ranking.value is None:
        return
    if recall.value >= FEW_FOUND or ranking.value < RANKED_WELL:
        return
    yield Suggestion(
        code="threshold",
        run=results.run.id,
        severity="info",
        says=f"rows are ranked well (roc_auc {ranking.value:.3g}), but at the threshold of one half only "
        f"{recall.value:.0%} of {quoted(results.config.positive, 60)} are found",
        evidence=(recall, ranking),
        do="settle the threshold with whoever acts on the predictions, from what a miss and a false alarm cost; choose "
        "it on training rows",
    )


def one_column_decides(results: Results) -> Iterator[Suggestion]:
    """A column of the model that alone says nearly everything: a leak that nobody has named yet, or a rule."""
    target = results.profile.target if results.profile else None
    if target is None or target.name != results.config.target:
        return
    strong = [link for link in target.links if (link.strength or 0.0) >= DECIDES and link.column in results.features]
    for link in sorted(strong, key=lambda item: -(item.strength or 0.0))[:3]:
        yield Suggestion(
            code="one-column-decides",
            run=results.run.id,
            severity="warning",
            says=f"the column {quoted(link.column, 80)} alone says nearly everything about the target",
            evidence=(Evidence(path="profile.json target.links", value=link.strength),),
            do="ask who writes it and when: if only after the outcome, leave it out in `ml/feature-spec.md`; if "
            "before, a rule may do",
        )


def few_looks_left(results: Results) -> Iterator[Suggestion]:
    """The test part has been looked at as often as the policy allows, or nearly."""
    most = results.config.policy.max_test_looks
    if results.looks < most - 1 or results.looks < 2:
        return
    yield Suggestion(
        code="few-looks-left",
        run=results.run.id,
        severity="info",
        says=f"{results.looks} experiments were scored on this test part, {most} are allowed",
        evidence=(Evidence(path="test-ledger.jsonl experiments", value=float(results.looks)),),
        do="choose between ideas on the folds; set new rows aside for the last word",
    )
