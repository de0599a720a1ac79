"""What is chosen by scores: sweeps, contests, stops, and what a search reports of itself."""

from typing import TYPE_CHECKING, Any, NamedTuple

from mlwright.leakage.domain.rows import Rows, overlap, separating, share, union
from mlwright.leakage.domain.values import Loop
from mlwright.leakage.events import Choose, Event, Fit, Predict, Report, Score
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit, Station

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

from mlwright.leakage.scoring import checked_elsewhere, folded, for_show, held_out, in_sample, part, part_of, presumed

SWEPT = frozenset({"numbers", "unknown", "names", "while", "batches"})
RANK = {"low": 0, "medium": 1, "high": 2}


class Sweep(NamedTuple):
    """A score taken again and again on the same held-out rows while something is varied."""

    score: Score
    of: str  # parameter, threshold, objective
    what: str
    confidence: Level

    @property
    def place(self) -> tuple[Any, Any]:
        """Source and node in the loop itself, where a function takes the score."""
        if not self.score.loops or self.of == "objective":
            return self.score.source, self.score.node
        loop = self.score.loops[-1]
        if loop.kind == "objective":
            return self.score.callers[loop.depth], loop.node
        return self.score.seen_from(loop)

    def hit(self, message: str) -> Hit:
        source, node = self.place
        station = Station(self.score.source, self.score.node, "scored every time")
        return Hit(source, node, message, self.confidence, (station,))


class Stop(NamedTuple):
    source: Any
    node: Any
    why: str
    where: str
    confidence: Level
    stations: tuple[tuple[Event, str], ...]


def sweeps(facts: "Facts") -> list[Sweep]:
    """Held-out rows scored for every value of something."""
    found: dict[tuple[int, str], Sweep] = {}
    mixed = {mixture.score for mixture in facts.mixtures}
    for score in facts.scores:
        if not (held_out(score) or presumed(score) or score in mixed) or folded(score):
            continue
        sweep = _sweep(facts, score)
        if sweep is not None and not checked_elsewhere(facts, score):
            # several metrics of one round are one fault
            loop = score.loops[-1] if score.loops else None
            key = (id(loop.node), sweep.of) if loop is not None else (id(score.node), sweep.of)
            known = found.get(key)
            if known is None or RANK[sweep.confidence] > RANK[known.confidence]:
                found[key] = sweep
    return list(found.values())


def _sweep(facts: "Facts", score: Score) -> Sweep | None:
    objective = next((loop for loop in score.loops if loop.kind == "objective"), None)
    estimator = score.estimator
    if objective is not None:
        if not any(objective in fit.loops for fit in score.fits):
            return Sweep(score, "threshold", "", "high") if objective in score.varies else None
        inside = _parted_inside(facts, score, objective)
        level: Level = (
            "high" if part_of(score) == "test" else "low" if inside or part_of(score) == "valid" else "medium"
        )
        return Sweep(score, "objective", "", level)
    for loop in score.loops:
        if loop.kind not in SWEPT or not any(loop in fit.loops for fit in score.fits):
            continue
        names = estimator.sweeps.get(loop) if estimator is not None else None
        fitted_on = any(loop in fit.data.varies for fit in score.fits)
        if names or fitted_on:
            level = _tuning_confidence(score)
            what = ", ".join(sorted(names)) if names else "the choice of columns"
            return Sweep(score, "parameter", what, level) if level != "low" or names else None
    if score.loops and estimator is not None:
        # models made in one loop and scored in another
        for loop, labels in estimator.sweeps.items():
            if loop.kind in SWEPT and loop not in score.loops and any(loop in fit.loops for fit in score.fits):
                return Sweep(score, "parameter", ", ".join(sorted(labels)), _tuning_confidence(score))
    for loop in score.loops:
        if loop.kind in SWEPT and loop in score.varies and not any(loop in fit.loops for fit in score.fits):
            return Sweep(score, "threshold", "", _tuning_confidence(score))
    return None


def _tuning_confidence(score: Score) -> Level:
    if part_of(score) == "valid":
        return "low"
    if "chosen" in score.used:
        return "high"
    return "medium" if "kept" in score.used else "low"


def _parted_inside(facts: "Facts", score: Score, loop: Loop) -> bool:
    keys = {key for fit in score.fits for key in separating(score.data.rows, fit.data.rows)}
    return any(loop in split.loops for split in facts.splits if split.key in keys)


def contests(facts: "Facts") -> list[Choose]:
    """Choices of a winner among different models by their scores on the same held-out rows."""
    found: dict[int, Choose] = {}
    for choice in facts.of(Choose):
        scores = [score for score in choice.scores if held_out(score) and not folded(score)]
        models = {id(score.estimator) for score in scores}
        swept = {sweep.score for sweep in facts.sweeps}
        if any(score in swept for score in scores):
            continue
        if len(models) < 2 or choice.how == "sorted" or any(checked_elsewhere(facts, score) for score in scores):
            continue
        if any(part_of(score) == "valid" for score in scores):
            continue
        found.setdefault(id(choice.node), choice)
    return list(found.values())


def stops(facts: "Facts") -> list[Stop]:
    """Training that is stopped, or whose best state is kept, by rows whose score is the result."""
    return [*_stopped_fits(facts), *_best_kept(facts)]


def _stopped_fits(facts: "Facts") -> list[Stop]:
    found = []
    for fit in facts.fits:
        if not fit.stops:
            continue
        watched = [data for data in fit.evals if data.rows and overlap(data.rows, fit.data.rows) != "overlap"]
        if not watched:
            continue
        rows = union(*(data.rows for data in watched))
        later = next(
            (
                score
                for score in facts.scores
                if score.at > fit.at and fit in score.fits and share(score.data.rows, rows)
            ),
            None,
        )
        others = [
            score
            for score in facts.scores
            if score.at > fit.at
            and fit in score.fits
            and score.data.rows
            and overlap(score.data.rows, rows) == "disjoint"
            and overlap(score.data.rows, fit.data.rows) == "disjoint"
        ]
        if later is not None and not (others and part(watched[-1]) != "test"):
            source, node = fit.seen_in(_parted_in(facts, fit, rows))
            found.append(
                Stop(
                    source,
                    node,
                    fit.stops,
                    f" in {later.spot}",
                    "high",
                    ((fit, "stops by these rows"), (later, "the same rows are scored here")),
                )
            )
        elif later is None and not others and part(watched[-1]) == "test" and not _predicts_elsewhere(facts, fit, rows):
            found.append(Stop(fit.source, fit.node, fit.stops, "", "low", ((fit, "stops by these rows"),)))
    return found


def _parted_in(facts: "Facts", fit: Fit, rows: Rows) -> Any:
    """The file that parted the rows: a helper of another file that only fits is not to blame."""
    keys = separating(rows, fit.data.rows)
    return next((split.source for split in facts.splits if split.key in keys), fit.source)


def _predicts_elsewhere(facts: "Facts", fit: Fit, rows: Rows) -> bool:
    return any(event.fit is fit and event.data.rows and not share(event.data.rows, rows) for event in facts.of(Predict))


def _best_kept(facts: "Facts") -> list[Stop]:
    """Hand-written loops: `if score > best: keep`, round after round of one model."""
    found: dict[int, Stop] = {}
    for choice in facts.of(Choose):
        rounds = [loop for loop in choice.loops if loop.kind in {"epochs", "while"}]
        if not rounds:
            continue
        for score in choice.scores:
            fits = [fit for fit in score.fits if any(loop in fit.loops for loop in rounds)]
            if not fits or not held_out(score) or any(loop in score.varies for loop in rounds):
                continue
            if checked_elsewhere(facts, score) or part_of(score) == "valid":
                continue
            level: Level = "high" if part_of(score) == "test" else "medium"
            found[id(choice.node)] = Stop(
                choice.source,
                choice.node,
                "the best round is kept",
                "",
                level,
                ((score, "scored in every round"), (choice, "the best round is kept here")),
            )
    return list(found.values())


def reports(facts: "Facts") -> list[tuple[Report, Level]]:
    """A search's own score, where nothing else is scored."""
    nested = any(
        event.kind == "score" and not any(loop.kind == "objective" for loop in event.loops)
        for event in facts.validations
    )
    if nested:
        return []
    seen: set[int] = set()
    found: list[tuple[Report, Level]] = []
    for event in facts.of(Report):
        if event.line not in seen and event.how in {"best_score_", "best_value"} and not _judged(facts, event):
            seen.add(event.line)
            fit = event.estimator.fit
            shown = fit is not None and for_show(fit.data)
            found.append((event, "low" if shown else "medium"))
    return found


def _judged(facts: "Facts", report: Report) -> bool:
    """Whether the search, a model of the kind it chose, or the other part of its rows is scored elsewhere."""
    estimator, fit = report.estimator, report.estimator.fit
    kinds = {step.klass for step in estimator.steps}
    for score in facts.scores:
        if in_sample(score) or not score.data.rows:
            continue
        if fit is None or score.estimator is None or score.estimator is estimator or score.estimator.klass in kinds:
            return True
        if any(cut.key.kind != "branch" for piece in fit.data.rows for cut in piece.cuts):
            return True
    return False
