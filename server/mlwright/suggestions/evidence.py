"""The papers that suggestions are read from, and the numbers in them by the questions that are asked."""

from typing import NamedTuple

from mlwright.specs import CandidateResult, ExperimentConfig, Interval, Profile, Run
from mlwright.specs.metrics import METRICS, skill
from mlwright.specs.suggestion import Evidence

CONSTANT = ("prior", "mean")


class Results(NamedTuple):
    """One run with what it was asked to do, the table it was made from, and the looks at its test part."""

    run: Run
    config: ExperimentConfig
    profile: Profile | None = None
    features: tuple[str, ...] = ()
    """Columns the model saw."""
    looks: int = 0

    @property
    def sign(self) -> int:
        """1 where a higher primary metric is better, -1 where a lower one is."""
        return 1 if METRICS[self.run.primary][0] == "higher" else -1

    @property
    def score(self) -> float | None:
        """The primary metric on the test part."""
        value = self.run.metrics.get(self.run.primary)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    @property
    def interval(self) -> Interval | None:
        """The interval of the primary metric, when both ends are known."""
        found = self.run.intervals.get(self.run.primary)
        return found if found and found.low is not None and found.high is not None else None

    @property
    def candidates(self) -> list[CandidateResult]:
        """Single models with a validation score, the best one first."""
        scored = [item for item in self.run.candidates if item.role == "candidate" and item.cv_mean is not None]
        return sorted(scored, key=lambda item: -self.sign * (item.cv_mean or 0.0))

    @property
    def best(self) -> CandidateResult | None:
        """The winner, or the best single model where an ensemble won."""
        ranked = self.candidates
        return next((item for item in ranked if item.name == self.run.winner), ranked[0] if ranked else None)

    @property
    def winner(self) -> CandidateResult | None:
        """What is saved as the model: `best`, or the ensemble where one won and was scored fold by fold."""
        named = (item for item in self.run.candidates if item.name == self.run.winner and item.cv_mean is not None)
        return next(named, self.best)

    def baseline(self, part: str) -> CandidateResult | None:
        """The best baseline on the folds (`cv_mean`) or on the test part (`test`)."""
        scored = [item for item in self.run.candidates if item.role == "baseline" and getattr(item, part) is not None]
        return max(scored, key=lambda item: self.sign * getattr(item, part), default=None)

    @property
    def constant(self) -> CandidateResult | None:
        """The baseline that looks at no column; what a model gains on it, it learned from the columns."""
        named = [item for item in self.run.candidates if item.role == "baseline" and item.name in CONSTANT]
        return next((item for item in named if item.cv_mean is not None), self.baseline("cv_mean"))

    def gains(self, one: CandidateResult | None, other: CandidateResult | None) -> list[float]:
        """How much better one is than the other on each fold; nothing where they were not scored on the same folds."""
        if one is None or other is None or len(one.folds) != len(other.folds):
            return []
        pairs = zip(one.folds, other.folds, strict=True)
        return [self.sign * (mine - theirs) for mine, theirs in pairs if mine is not None and theirs is not None]

    def share(self, value: float | None, baseline: float | None) -> float | None:
        """Share of the way from a baseline to a perfect score."""
        return skill(self.run.primary, value, baseline)

    def of(self, candidate: CandidateResult, *fields: str) -> list[Evidence]:
        """Numbers of a candidate, with their places in run.json."""
        place = f"run.json candidates.{candidate.name}"
        return [Evidence(path=f"{place}.{name}", value=getattr(candidate, name)) for name in fields]

    def metric(self, name: str) -> Evidence:
        """A metric of the test part, with its place in run.json."""
        value = self.run.metrics.get(name)
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        return Evidence(path=f"run.json metrics.{name}", value=number)

    def ends(self, name: str) -> list[Evidence]:
        """The ends of a metric's interval."""
        span = self.run.intervals[name]
        return [
            Evidence(path=f"run.json intervals.{name}.low", value=span.low),
            Evidence(path=f"run.json intervals.{name}.high", value=span.high),
        ]
