"""From what was seen to leaks that happened: rows that were learned from and then scored."""

from collections.abc import Callable, Iterator

from mlwright.auditing import choosing
from mlwright.auditing.record import Seen
from mlwright.auditing.scores import Score, counts, leak
from mlwright.specs.audit import TrueLeak

_KINDS = {"selection": "LK106", "target encoding": "LK107", "sampler": "LK108"}
_SILENT = frozenset({"model", "labels", "stateless"})


def judge(seen: Seen) -> tuple[TrueLeak, ...]:
    """Leaks in the order of their lines, each once."""
    scores = tuple(_scores(seen))
    rules: tuple[Callable[[Seen, tuple[Score, ...]], Iterator[TrueLeak]], ...] = (
        _statistics,
        _training_rows,
        _stacked,
        choosing.early_stopping,
        choosing.sweeps,
        choosing.search_scores,
    )
    found: dict[tuple[str, str, int], TrueLeak] = {}
    for rule in rules:
        for one in rule(seen, scores):
            key = (one.code, one.file, one.line)
            known = found.get(key)
            if known is None or one.shared_rows > known.shared_rows:
                found[key] = one
    return tuple(sorted(found.values(), key=lambda one: (one.file, one.line, one.code)))


def _scores(seen: Seen) -> Iterator[Score]:
    for event in seen.events:
        fit = seen.event(event.fit)
        if event.kind == "score":
            carried = frozenset(event.learned) | frozenset(fit.learned if fit else ())
            folds = fit is not None and fit.kind == "cv"
            yield Score(
                event, fit, seen.rows(event.rows), 0 if folds or not fit else seen.rows(fit.rows), carried, folds
            )
        elif event.kind == "cv" or (event.kind == "fit" and event.search):
            yield Score(event, None, seen.rows(event.rows), 0, frozenset(event.learned), True)


def _statistics(seen: Seen, scores: tuple[Score, ...]) -> Iterator[TrueLeak]:
    """A statistic in the features came from rows that were scored and that the model had not been fitted on."""
    for score in scores:
        for number in sorted(score.learned):
            source = seen.event(number)
            if source is None or source.kind != "fit" or source.kind_of in _SILENT:
                continue
            learned_from = seen.rows(source.rows)
            shared = (learned_from & score.scored & ~score.fitted).bit_count()
            fresh = (score.scored & ~score.fitted).bit_count()
            if not counts(shared, fresh, source, score.event):
                continue
            code = _KINDS.get(source.kind_of) or ("LK105" if score.folds else "LK101")
            if not score.folds and score.fit is not None and not learned_from & score.fitted:
                code = "LK109" if source.kind_of == "sampler" else "LK104"
            verb = "resampled" if source.kind_of == "sampler" else "learned from"
            judged = "that the folds then validate on" if score.folds else "that are then scored"
            yield leak(
                code,
                source,
                score.event,
                shared,
                fresh,
                f"{source.what}.{source.method} {verb} {shared:,} of the {fresh:,} rows {judged}",
                weight="low" if source.kind_of == "codes" else "high" if not score.event.search else "medium",
            )


def _training_rows(seen: Seen, scores: tuple[Score, ...]) -> Iterator[TrueLeak]:
    """Rows the model was fitted on are scored, and no other score of that kind of model says what it is worth."""
    honest = {score.fit.what for score in scores if score.fit is not None and score.scored & ~score.fitted}
    honest |= {event.estimator for event in seen.of("cv")}
    held_out = {event.parts[1] for event in seen.of("split") if len(event.parts) == 2}
    for score in scores:
        if score.folds or score.fit is None or score.fit.kind_of != "model" or not score.scored:
            continue
        shared, total = (score.fitted & score.scored).bit_count(), score.scored.bit_count()
        if not counts(shared, total, score.fit, score.event) or _copied(seen, score):
            continue
        what = f"{score.fit.what} was fitted on {shared:,} of the {total:,} rows that {score.event.what} scores"
        if shared < total or score.event.rows in held_out:
            yield leak("LK110", score.fit, score.event, shared, total, what)
        elif score.fit.what not in honest:
            yield leak("LK111", score.event, score.event, shared, total, what + ", and it is scored on no others")


def _copied(seen: Seen, score: Score) -> bool:
    """The rows are shared because a sampler copied them: that is the fault, and it is named already."""
    sources = (seen.event(number) for number in score.event.learned)
    return any(source and source.kind_of == "sampler" and seen.rows(source.rows) & score.scored for source in sources)


def _stacked(seen: Seen, scores: tuple[Score, ...]) -> Iterator[TrueLeak]:
    """A second model learns from predictions for rows that the first was fitted on."""
    scored = {score.fit.number: score.event for score in scores if score.fit is not None}
    for fit in seen.of("fit"):
        for base in (seen.event(number) for number in fit.learned):
            if base is None or base.kind_of != "model" or fit.kind_of != "model" or fit.number not in scored:
                continue
            shared, total = (seen.rows(base.rows) & seen.rows(fit.rows)).bit_count(), seen.rows(fit.rows).bit_count()
            if counts(shared, total, base, fit):
                what = f"{fit.what} learns from {base.what}'s predictions for {shared:,} rows that it was fitted on"
                yield leak("LK112", fit, scored[fit.number], shared, total, what, weight="medium")
