"""How scores are used: rows in both parts, memorised rows, sweeps, stops, contests."""

from typing import TYPE_CHECKING, Any, NamedTuple

from mlwright.leakage.domain.rows import Rows, overlap, separating, share, within
from mlwright.leakage.domain.values import Estimator
from mlwright.leakage.events import Fit, Load, Report, Score
from mlwright.leakage.findings import Level

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

from mlwright.leakage.scoring import JUDGED, folded, for_show, held_out, in_sample, part_of, told


class Mixture(NamedTuple):
    """A score on rows of which the model has met some."""

    score: Score
    fit: Fit
    source: Any
    node: Any
    confidence: Level


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
    # a search cross-validates, but unless its own score is asked for nobody hears of it
    told = {id(report.estimator) for report in facts.of(Report)}
    validated = {
        id(item)
        for event in facts.validations
        if event.estimator is not None and not (event.kind == "search" and id(event.estimator) not in told)
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
        if id(estimator) in seen | judged | validated or estimator.klass in classes:
            continue
        if fit.evals or "validation_split" in fit.params or any("fold" in loop.kind for loop in fit.loops):
            continue
        if any(loop.kind == "epochs" for loop in score.loops) and estimator.role == "network":
            continue
        seen.add(id(estimator))
        weak = for_show(fit.data) or "statsmodels" in estimator.flags or "argument" in fit.data.flags
        weak = (
            weak
            or any(event.estimator is not estimator for event in facts.validations)
            or (not score.used & {"printed", "kept", "chosen"} and facts.any_held_out())
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
