"""What a run says in one line: score, interval, best baseline, verdict, counts; only from its papers."""

from dataclasses import dataclass

from mlwright.reports.wording import ABSENT, metric_title, plural, score
from mlwright.specs import CandidateResult, Dropped, ExperimentConfig, FeatureSpec, Interval, Run, Verdict
from mlwright.specs.metrics import METRICS

DROP_ORDER = ("leak", "group", "time", "id", "counter", "duplicate", "constant", "empty", "user")
DROP_TITLES = {
    "leak": "leak",
    "group": "group key",
    "time": "time",
    "id": "id",
    "counter": "running number",
    "duplicate": "copy",
    "constant": "constant",
    "empty": "empty",
    "user": "your choice",
}


@dataclass(frozen=True)
class Headline:
    """The run's answer. Scores are None unless the run is verified."""

    primary: str
    higher_is_better: bool
    score: float | None
    interval: Interval | None
    baseline: CandidateResult | None
    """The baseline with the best score on the test part."""
    trusted: bool
    decision: str
    """`passed`, `failed` or `no result`."""

    @property
    def beats_baseline(self) -> bool | None:
        """Whether the score is strictly better than the best baseline's; None when either is unknown."""
        if self.score is None or self.baseline is None or self.baseline.test is None:
            return None
        return self.score > self.baseline.test if self.higher_is_better else self.score < self.baseline.test

    @property
    def sentence(self) -> str:
        """Score with interval against the best baseline, in one sentence."""
        if self.score is None:
            return "No verified score."
        text = f"{metric_title(self.primary)} {score(self.score)} on the test part"
        if self.interval and self.interval.low is not None and self.interval.high is not None:
            level = f"{self.interval.level * 100:g}"
            text += f" ({level}% interval {score(self.interval.low)} to {score(self.interval.high)})"
        if self.baseline is None:
            return f"{text}; no baseline was scored on it."
        return f"{text}, best baseline {score(self.baseline.test)} ({self.baseline.name})."


def headline(run: Run, verdict: Verdict) -> Headline:
    """The run's answer; a run that is not verified has none, whatever its papers claim."""
    trusted = run.status == "verified"
    higher = METRICS.get(run.primary, ("higher", 1.0))[0] == "higher"
    value = run.metrics.get(run.primary) if trusted else None
    known = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    decision = "no result" if not trusted else "passed" if verdict.passed else "failed"
    return Headline(
        primary=run.primary,
        higher_is_better=higher,
        score=known,
        interval=run.intervals.get(run.primary) if trusted else None,
        baseline=_best_baseline(run, higher) if trusted else None,
        trusted=trusted,
        decision=decision,
    )


def _best_baseline(run: Run, higher: bool) -> CandidateResult | None:
    scored = [(found.test, found) for found in run.candidates if found.role == "baseline" and found.test is not None]
    if not scored:
        return None
    return (max if higher else min)(scored, key=lambda pair: pair[0])[1]


def kept_out(spec: FeatureSpec) -> tuple[Dropped, ...]:
    """Dropped columns, leaks first, in the order in which the reasons matter."""
    return tuple(sorted(spec.dropped, key=lambda dropped: DROP_ORDER.index(dropped.reason)))


def kept_out_briefly(spec: FeatureSpec, names: int = 4) -> str:
    """`leak: boat, body; id: ticket`, at most `names` names per reason."""
    parts = []
    for reason in DROP_ORDER:
        columns = [dropped.name for dropped in spec.dropped if dropped.reason == reason]
        if columns:
            more = f" and {len(columns) - names} more" if len(columns) > names else ""
            parts.append(f"{DROP_TITLES[reason]}: {', '.join(columns[:names])}{more}")
    return "; ".join(parts)


def rows_used(run: Run, spec: FeatureSpec) -> str:
    """`750 train, 250 test` as the run counted them, else the rows of the table."""
    counted = ", ".join(f"{count:,} {part}" for part, count in run.rows.items() if part != "table")
    return counted or plural(spec.rows, "row")


def gate_line(verdict: Verdict) -> str:
    """`5 of 6 gates passed`."""
    passed = sum(result.passed for result in verdict.results)
    return f"{passed} of {plural(len(verdict.results), 'gate')} passed"


def folds_spread(result: CandidateResult) -> str:
    """`0.843 ± 0.012` from cross-validation."""
    if result.cv_mean is None:
        return ABSENT
    return score(result.cv_mean) + (f" ± {score(result.cv_sd)}" if result.cv_sd is not None else "")


def goal_of(spec: FeatureSpec, config: ExperimentConfig) -> str:
    """The goal as the papers say it, else what the task implies."""
    verb = "Forecast" if spec.task == "forecasting" else "Predict"
    return spec.goal or config.goal or f"{verb} {spec.target}"
