"""The questions, in the order of their weight. Each answers with a suggestion, or with nothing."""

from collections.abc import Callable, Iterator

from mlwright.errors import quoted
from mlwright.specs.suggestion import Evidence, Suggestion
from mlwright.suggestions import fitting, scoring
from mlwright.suggestions.evidence import Results

QUESTIONS: tuple[Callable[[Results], Iterator[Suggestion]], ...] = (
    scoring.no_better_than_the_baseline,
    fitting.overfitting,
    fitting.underfitting,
    scoring.test_far_below_the_folds,
    fitting.unstable_folds,
    fitting.a_simpler_one_does_as_well,
    scoring.one_column_decides,
    scoring.calibration,
    scoring.threshold,
    fitting.budget_ran_out,
    scoring.few_looks_left,
)


def suggest(results: Results) -> tuple[Suggestion, ...]:
    """What a run's numbers suggest; of a run that does not count, only that."""
    run = results.run
    failed = [check for check in run.checks if not check.passed]
    if run.status != "verified" or failed:
        why = "; ".join(f"{check.name}: {quoted(check.detail, 120)}" for check in failed) or quoted(run.reason, 200)
        return (
            Suggestion(
                code="not-verified",
                run=run.id,
                severity="warning",
                says=f"the run is {run.status}: {why}. None of its scores counts",
                evidence=(Evidence(path="run.json checks that failed", value=len(failed)),),
                do="mend the cause, then `mlwright train WORKSPACE` again",
            ),
        )
    return tuple(found for question in QUESTIONS for found in question(results))
