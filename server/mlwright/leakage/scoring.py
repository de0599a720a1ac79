"""Scores and their rows: held out, in sample, folded, named; where a score is asked for."""

from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.rows import made_up, overlap, separating, sources, within
from mlwright.leakage.domain.values import Data
from mlwright.leakage.events import Predict, Score
from mlwright.leakage.knowledge.naming import part_named

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts


JUDGED = frozenset({"model", "network", "pipeline", "wrapper", "search"})
MADE_UP = frozenset({"synthetic", "literal", "toy"})
SHOWN = frozenset({"made", "bundled"})


def held_out(score: Score) -> bool:
    """Whether a score is taken on rows that its model was not fitted on."""
    rows = score.data.rows
    fitted = [fit.data.rows for fit in score.fits if fit.data.rows]
    return bool(rows and fitted) and all(overlap(rows, item) == "disjoint" for item in fitted)


def for_show(data: Data) -> bool:
    """Whether rows were typed in, drawn at random, or come with a library: code that shows something."""
    kinds = {source[0] for source in sources(data.rows) if isinstance(source, tuple)}
    return bool(MADE_UP & data.flags) or (bool(kinds) and kinds <= SHOWN)


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
