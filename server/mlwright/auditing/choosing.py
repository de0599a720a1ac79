"""Choices made on the rows that are reported: early stopping, sweeps, the best score of a search."""

from collections import defaultdict
from collections.abc import Iterator

from mlwright.auditing.record import Event, Seen
from mlwright.auditing.scores import Score, counts, leak
from mlwright.specs.audit import TrueLeak

_SWEEP = 3
"""Two settings side by side are a comparison; from three on, the best of them is a choice."""


def early_stopping(seen: Seen, scores: tuple[Score, ...]) -> Iterator[TrueLeak]:
    """A booster stopped by rows that are scored, and it was scored on no others."""
    for score in scores:
        fit = score.fit
        if fit is None or not fit.stopped:
            continue
        watched = seen.rows(fit.watched)
        shared, total = (watched & score.scored & ~score.fitted).bit_count(), score.scored.bit_count()
        fresh = any(other.fit is fit and other.scored & ~other.fitted & ~watched for other in scores)
        if counts(shared, total, fit, score.event) and not fresh:
            what = f"{fit.what} stopped by {shared:,} of the {total:,} rows that {score.event.what} scores"
            yield leak("LK202", fit, score.event, shared, total, what)


def sweeps(_: Seen, scores: tuple[Score, ...]) -> Iterator[TrueLeak]:
    """One line scores several settings of a model on the same rows, and no rows are left for the chosen one."""
    groups: dict[tuple[str, int, str, int], list[tuple[Score, Event]]] = defaultdict(list)
    for score in scores:
        fit = score.fit
        if fit is not None and not score.folds and fit.parameters and score.scored and not score.scored & score.fitted:
            groups[score.event.file, score.event.line, fit.what, score.scored].append((score, fit))
    for group in groups.values():
        settings = len({fit.parameters for _, fit in group})
        score, fit = group[0]
        spent = {other.event.number for other, _ in group}
        fresh = any(_untouched(other, score.scored) for other in scores if other.event.number > max(spent))
        if settings >= _SWEEP and not fresh:
            total = score.scored.bit_count()
            what = f"{settings} settings of {fit.what} are scored on the same {total:,} rows, and no others are kept"
            yield leak("LK201", score.event, score.event, total, total, what, weight="medium")


def search_scores(seen: Seen, scores: tuple[Score, ...]) -> Iterator[TrueLeak]:
    """The best score of a search is read, and the chosen model is scored on no rows beside the search's own."""
    for event in seen.of("best_score"):
        fit = seen.event(event.fit)
        if fit is None or any(score.fit is fit and score.scored & ~score.fitted for score in scores):
            continue
        rows = seen.rows(fit.rows).bit_count()
        what = f"best_score_ of {event.what} is the best of several scores, on the {rows:,} rows that chose it"
        yield leak("LK204", event, event, rows, rows, what, weight="low")


def _untouched(score: Score, rows: int) -> bool:
    return bool(score.scored) and not score.folds and not score.scored & rows and not score.scored & score.fitted
