"""The run's own page: experiments/exp-NNN/report.md."""

from mlwright.reports import rendering
from mlwright.reports.results import folds_spread, gate_line, headline
from mlwright.reports.wording import ABSENT, score
from mlwright.specs import ExperimentConfig, Run, Verdict


def run_markdown(run: Run, verdict: Verdict, config: ExperimentConfig) -> str:
    """What was run, what it scored, what was verified, which gates passed; no scores unless verified."""
    head = headline(run, verdict)
    return rendering.markdown(
        "report/run.md.jinja",
        run=run,
        verdict=verdict,
        config=config,
        head=head,
        gates=gate_line(verdict),
        metrics=metric_rows(run) if head.trusted else [],
        candidates=[(found, folds_spread(found)) for found in run.candidates] if head.trusted else [],
    )


def metric_rows(run: Run) -> list[tuple[str, str, str]]:
    """(metric, value, interval) of the test part, the primary one first; nested metrics are left to metrics.json."""
    names = sorted(run.metrics, key=lambda name: name != run.primary)
    rows = []
    for name in names:
        value, interval = run.metrics[name], run.intervals.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            between = f"{score(interval.low)} to {score(interval.high)}" if interval else ABSENT
            rows.append((name, score(value), between))
    return rows
