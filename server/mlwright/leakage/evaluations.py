"""How scores are used: rows in both parts, memorised rows, sweeps, stops, contests."""

from typing import TYPE_CHECKING, Any, NamedTuple

from mlwright.leakage.domain.rows import Rows, made_up, overlap, separating, share, sources, union, within
from mlwright.leakage.domain.values import Data, Estimator, Loop
from mlwright.leakage.events import Choose, Event, Fit, Load, Predict, Report, Score
from mlwright.leakage.findings import Level
from mlwright.leakage.knowledge.naming import part_named

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

JUDGED = frozenset({"model", "network", "pipeline", "wrapper", "search"})
SWEPT = frozenset({"numbers", "unknown", "names", "while", "batches"})
RANK = {"low": 0, "medium": 1, "high": 2}
MADE_UP = frozenset({"synthetic", "literal", "toy"})


class Mixture(NamedTuple):
    """A score on rows of which the model has met some."""

    score: Score
    fit: Fit
    source: Any
    node: Any
    confidence: Level


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


class Stop(NamedTuple):
    source: Any
    node: Any
    why: str
    where: str
    confidence: Level
    stations: tuple[tuple[Event, str], ...]


def held_out(score: Score) -> bool:
    """Whether a score is taken on rows that its model was not fitted on."""
    rows = score.data.rows
    fitted = [fit.data.rows for fit in score.fits if fit.data.rows]
    return bool(rows and fitted) and all(overlap(rows, item) == "disjoint" for item in fitted)


def presumed(score: Score) -> bool:
    """Whether a model that comes from elsewhere is scored on rows that are named test."""
    return not score.fits and bool(score.data.rows) and part_of(score) == "test"


def in_sample(score: Score) -> bool:
    """Whether every scored row was fitted on."""
    rows = score.data.rows
    fitted = [fit.data.rows for fit in score.fits if fit.data.rows]
    return bool(rows and fitted) and all(within(rows, item) for item in fitted)


def folded(score: Score) -> bool:
    """Whether a score is taken on one fold of several."""
    kinds = {key.kind for fit in score.fits for key in separating(score.data.rows, fit.data.rows)}
    return "fold" in kinds or any(loop.kind == "folds" for loop in score.loops)


def part(data: Data | None) -> str:
    """train, valid, test or nothing, by the name of the rows."""
    return part_named(data.text) if data is not None and data.text else ""


def part_of(score: Score) -> str:
    """What the names say of the scored rows: those of the predictions, else those of the labels."""
    return part(score.predicted) or part(score.truth)


def checked_elsewhere(facts: "Facts", score: Score) -> bool:
    """Whether further rows, neither fitted nor these, are scored or predicted: then these are validation rows."""
    rows, mine = score.data.rows, part_of(score)
    fitted = [fit.data.rows for fit in score.fits]
    family = set().union(*(sources(item) for item in (rows, *fitted)))
    others: list[Score | Predict] = [*facts.scores, *facts.of(Predict)]
    for other in others:
        if other is score or not other.data.rows or not family & _fitted_sources(other):
            continue
        if mine == "test" and part(other.data) == "valid":
            continue
        if made_up(other.data.rows):
            continue  # a single example, typed in
        if overlap(other.data.rows, rows) == "disjoint" and all(
            overlap(other.data.rows, item) == "disjoint" for item in fitted
        ):
            return True
    return False


def _fitted_sources(event: Score | Predict) -> set[object]:
    fits = event.fits if isinstance(event, Score) else (event.fit,) if event.fit is not None else ()
    return set().union(*(sources(fit.data.rows) for fit in fits)) if fits else set()


def told(facts: "Facts", score: Score) -> tuple[Any, Any]:
    """Source and node where a score is asked for: a function that is handed predictions is not to blame, its
    caller is.
    """
    rows = score.data.rows
    made = next(
        (
            event
            for event in reversed(facts.of(Predict))
            if event.at < score.at and event.fit in score.fits and event.data.rows == rows
        ),
        None,
    )
    if made is None:
        return score.source, score.node
    shared = 0
    for one, other in zip(made.inside, score.inside, strict=False):
        if one is not other:
            break
        shared += 1
    return (score.callers[shared], score.inside[shared]) if shared < len(score.inside) else (score.source, score.node)


# -- rows in both parts ---------------------------------------------------------------------------------------


def mixtures(facts: "Facts") -> list[Mixture]:
    """Scores on rows of which the model has met some, although they were parted, one for each fit."""
    found: dict[int, Mixture] = {}
    for score in facts.scores:
        rows = score.data.rows
        for fit in score.fits:
            fitted = fit.data.rows
            if not rows or not fitted or fit.estimator.role not in JUDGED:
                continue
            mixture = _mixture(facts, score, fit, rows, fitted)
            if mixture is not None:
                found.setdefault(id(mixture.node), mixture)
    return list(found.values())


def _mixture(facts: "Facts", score: Score, fit: Fit, rows: Rows, fitted: Rows) -> Mixture | None:
    if within(rows, fitted):
        if within(fitted, rows) and _read_twice(facts, score, fit):
            return Mixture(score, fit, score.source, score.data.node, "high")
        if within(fitted, rows):
            return None
        if _put_back(rows, fitted) and part_of(score) in {"test", "valid"}:
            return Mixture(score, fit, fit.source, fit.data.node or fit.node, "high")
        if not _handed_out(rows, fitted, score):
            return None
        return Mixture(score, fit, *told(facts, score), "high")
    if overlap(rows, fitted) != "overlap":
        return None
    if within(fitted, rows):
        # all rows are scored, the fitted ones among them: forgiven beside a held-out score
        if any(held_out(other) and other.estimator is score.estimator for other in facts.scores) or facts.validations:
            return None
        return Mixture(score, fit, *told(facts, score), "medium")
    made = [data for data in (fit.data, score.data, score.truth) if data is not None and data.node is not None]
    later = max(made, key=lambda data: getattr(data.node, "lineno", 0), default=None)
    if later is None or later.node is None:
        return Mixture(score, fit, *told(facts, score), "high")
    return Mixture(score, fit, score.source, later.node, "high")


def _read_twice(facts: "Facts", score: Score, fit: Fit) -> bool:
    """Whether what is called the test part was read, a second time, from where the training part came."""
    nodes = score.data.node, fit.data.node
    if None in nodes or nodes[0] is nodes[1] or part_of(score) not in {"test", "valid"}:
        return False
    read = {id(event.node) for event in facts.of(Load)}
    if not read.issuperset(map(id, nodes)) or any(
        cut.key.kind != "named" for piece in fit.data.rows for cut in piece.cuts
    ):
        return False
    return not any(held_out(other) and other.estimator is score.estimator for other in facts.scores)


def _put_back(rows: Rows, fitted: Rows) -> bool:
    """Whether a part that was set aside was laid beside the rest again, and the model fitted on both."""
    rest = fitted - rows
    return bool(rest) and rows <= fitted and bool(separating(rows, rest))


def _handed_out(rows: Rows, fitted: Rows, score: Score) -> bool:
    """Whether the scored rows are a part that was set aside from the fitted ones."""
    mine = {cut for piece in rows for cut in piece.cuts}
    theirs = {cut for piece in fitted for cut in piece.cuts}
    extra = {cut.key.kind for cut in mine - theirs}
    if extra & {"split", "sample"}:
        return part_of(score) != "train" and any(
            cut.part != 0 for cut in mine - theirs if cut.key.kind in {"split", "sample"}
        )
    return bool(extra & {"slice", "mask", "value", "named"}) and part_of(score) in {"test", "valid"}


def memorised(facts: "Facts") -> list[tuple[Score, Level]]:
    """Scores on the fitted rows of models that nothing else judges, the first of each model."""
    judged = {id(score.estimator) for score in facts.scores if not in_sample(score) and score.data.rows}
    classes = {score.estimator.klass for score in facts.scores if held_out(score) and score.estimator is not None}
    validated = {
        id(item)
        for event in facts.validations
        if event.estimator is not None
        for item in (event.estimator, *event.estimator.steps)
    }
    found: list[tuple[Score, Level]] = []
    seen: set[int] = set()
    mixed = {id(mixture.score.node) for mixture in facts.mixtures}
    for score in facts.scores:
        estimator = score.estimator
        if id(score.node) in mixed:
            continue
        if estimator is None or not in_sample(score) or folded(score) or estimator.role not in JUDGED:
            continue
        fit = score.fits[-1]
        if id(estimator) in seen | judged | validated or estimator.klass in classes or estimator.role == "search":
            continue
        if fit.evals or "validation_split" in fit.params or any("fold" in loop.kind for loop in fit.loops):
            continue
        if any(loop.kind == "epochs" for loop in score.loops) and estimator.role == "network":
            continue
        seen.add(id(estimator))
        weak = bool(MADE_UP & fit.data.flags) or "statsmodels" in estimator.flags or "argument" in fit.data.flags
        weak = (
            weak or bool(facts.validations) or (not score.used & {"printed", "kept", "chosen"} and facts.any_held_out())
        )
        found.append((score, "low" if weak else "medium"))
    return found


def stacks(facts: "Facts") -> list[tuple[Fit, Fit]]:
    """Fits on predictions for rows that the predicting model was fitted on."""
    found = []
    for fit in facts.fits:
        if fit.estimator.role not in {"model", "pipeline", "wrapper", "search"}:
            continue
        for base in sorted(fit.data.all_fits(), key=lambda item: item.at):
            if (
                base.estimator is not fit.estimator
                and base.target is not None
                and share(base.data.rows, fit.data.rows)
                and _same_labels(base, fit)
            ):
                found.append((fit, base))
                break
    return found


def _same_labels(base: Fit, fit: Fit) -> bool:
    return (
        base.target is None
        or fit.target is None
        or not {base.target.name, fit.target.name}
        or base.target.name == fit.target.name
    )


def calibrations(facts: "Facts") -> list[tuple[Fit, Score]]:
    """Calibrators and second models fitted on held-out rows that are scored later."""
    found = []
    for fit in facts.fits:
        bases = [*fit.data.all_fits()] or (_inner_fits(fit.estimator) if fit.estimator.role == "calibrator" else [])
        if (
            not bases
            or fit.estimator.role not in {"calibrator", "model"}
            or any(share(base.data.rows, fit.data.rows) for base in bases)
        ):
            continue
        if any(base.at >= fit.at or base.estimator is fit.estimator for base in bases):
            continue
        later = next(
            (
                score
                for score in facts.scores
                if score.at > fit.at and fit in score.fits and share(score.data.rows, fit.data.rows)
            ),
            None,
        )
        if later is not None:
            found.append((fit, later))
    return found


def _inner_fits(estimator: Estimator, depth: int = 3) -> list[Fit]:
    found = [step.fit for step in estimator.steps if step.fit is not None]
    return found or [fit for step in estimator.steps if depth for fit in _inner_fits(step, depth - 1)]


# -- tuning ---------------------------------------------------------------------------------------------------


def sweeps(facts: "Facts") -> list[Sweep]:
    """Held-out rows scored for every value of something."""
    found: dict[tuple[int, str], Sweep] = {}
    mixed = {mixture.score for mixture in facts.mixtures}
    for score in facts.scores:
        if not (held_out(score) or presumed(score) or score in mixed) or folded(score):
            continue
        sweep = _sweep(facts, score)
        if sweep is not None:
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
        if checked_elsewhere(facts, score):
            return None
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
            level = _tuning_confidence(facts, score)
            what = ", ".join(sorted(names)) if names else "the choice of columns"
            return Sweep(score, "parameter", what, level) if level != "low" or names else None
    if score.loops and estimator is not None:
        # models made in one loop and scored in another
        for loop, labels in estimator.sweeps.items():
            if loop.kind in SWEPT and loop not in score.loops and any(loop in fit.loops for fit in score.fits):
                return Sweep(score, "parameter", ", ".join(sorted(labels)), _tuning_confidence(facts, score))
    for loop in score.loops:
        if loop.kind in SWEPT and loop in score.varies and not any(loop in fit.loops for fit in score.fits):
            return Sweep(score, "threshold", "", _tuning_confidence(facts, score))
    return None


def _tuning_confidence(facts: "Facts", score: Score) -> Level:
    if checked_elsewhere(facts, score) or part_of(score) == "valid":
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
        watched = [data for data in fit.evals if data.rows and overlap(data.rows, fit.data.rows) == "disjoint"]
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
    if any(not in_sample(score) and score.data.rows for score in facts.scores):
        return []
    nested = any(
        event.kind == "score" and not any(loop.kind == "objective" for loop in event.loops)
        for event in facts.validations
    )
    if nested:
        return []
    seen: set[int] = set()
    found: list[tuple[Report, Level]] = []
    for event in facts.of(Report):
        if event.line not in seen and event.how in {"best_score_", "best_value"}:
            seen.add(event.line)
            fit = event.estimator.fit
            shown = fit is not None and bool(MADE_UP & fit.data.flags)
            found.append((event, "low" if shown else "medium"))
    return found
