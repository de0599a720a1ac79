"""From a score back to what its rows have already told: the heart of the preprocessing rules.

For every score, cross-validation and hand-out of parts, look at the statistics in the features and in what the model
was
fitted on. One that was learned from the scored rows is a leak. A statistic that no score asks for is none.
"""

from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.learned import Statistic
from mlwright.leakage.domain.rows import Key, Rows, keys, made_up, overlap, pooled, separating, share, sources, within
from mlwright.leakage.events import Event, Fit, Predict, Score, Split, Validate
from mlwright.leakage.findings import Level
from mlwright.leakage.knowledge.estimators import TRANSFORMERS
from mlwright.leakage.knowledge.naming import part_named
from mlwright.leakage.knowledge.tables import names
from mlwright.leakage.rule import Hit, Station, lower

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

TOKENISERS = names("""
    Tokenizer TextVectorization Normalization BpeTrainer WordPieceTrainer Word2Vec Doc2Vec FastText StringLookup
    IntegerLookup
    """)
HARMLESS = frozenset({"correlation"})


class Leak:
    """A statistic and the score that it spoils.

    Attributes:
        statistic: what was learned.
        demand: the score, validation, prediction or split that makes it matter.
        way: split, cut, folds, refit, pooled, unscored.
        confidence: how sure.
    """

    __slots__ = ("confidence", "demand", "fit", "keys", "statistic", "way")

    def __init__(
        self, statistic: Statistic, demand: Event, way: str, confidence: Level, fit: Fit | None, keys: frozenset[Key]
    ) -> None:
        self.statistic = statistic
        self.demand = demand
        self.way = way
        self.confidence = confidence
        self.fit = fit
        self.keys = keys

    @property
    def kind(self) -> str:
        return self.statistic.kind

    @property
    def by_estimator(self) -> bool:
        return self.statistic.estimator is not None

    @property
    def by_words(self) -> bool:
        """Whether a tokeniser or a text layer learned it."""
        estimator: Any = self.statistic.estimator
        return estimator is not None and (
            estimator.klass in TOKENISERS
            or (
                estimator.role == "transformer"
                and estimator.klass not in TRANSFORMERS
                and "guessed" not in estimator.flags
            )
        )

    @property
    def of_target(self) -> bool:
        """Whether values of the target went into it: an encoding, or a mean of the label's column."""
        if self.kind == "encoding":
            return True
        target = self.fit.target if self.fit is not None else getattr(self.demand, "target", None)
        if target is None or self.by_estimator or self.kind not in {"moments", "entity"}:
            return False
        # the logarithm of a column is still that column
        labels = {target.name} if target.name or len(target.deps) != 1 else target.deps
        features = getattr(self.fit or self.demand, "data", None)
        if features is not None and features.deps and features.deps <= labels:
            return False  # a series that is its own label
        return bool(labels & self.statistic.columns)

    @property
    def decomposes(self) -> bool:
        """Whether a series is taken apart into trend and season."""
        return self.statistic.text.startswith(("seasonal_decompose", "STL", "hpfilter"))

    @property
    def stacked(self) -> bool:
        return False

    def in_time(self, facts: "Facts") -> bool:
        """Whether past and future are what the score is parted by."""
        return facts.in_order(self.keys) and facts.series()

    @property
    def what(self) -> str:
        """The statistic in the reader's words."""
        return f"`{self.statistic.text}`"

    @property
    def where(self) -> str:
        """What makes it matter, with its line."""
        elsewhere = "" if self.demand.source is self.statistic.source else f" of {self.demand.source.path}"
        return f"{NOUNS[type(self.demand)]} in {self.demand.spot}{elsewhere}"

    def hit(self, facts: "Facts", message: str, fix: str = "") -> Hit:
        source, node = self.statistic.source, self.statistic.node
        split = split_of(facts, self.keys)
        if self.kind == "threshold" and split is not None and len(split.inside) < len(self.statistic.within):
            # a helper that finds a cut-off is innocent: to blame is the call that hands it these rows
            source, node = split.source, self.statistic.within[len(split.inside)]
        return Hit(source, node, message, self.confidence, self.chain(facts), fix=fix)

    def chain(self, facts: "Facts") -> tuple[Station, ...]:
        """Where it was learned, where rows part, where the score is taken."""
        stations = [
            Station(self.statistic.source, self.statistic.node, f"{self.statistic.text} learns from all of these rows")
        ]
        split = split_of(facts, self.keys)
        if split is not None:
            stations.append(Station(split.source, split.node, "rows are parted here"))
        if self.demand is not split:
            stations.append(Station(self.demand.source, self.demand.node, DEMANDS[type(self.demand)]))
        return tuple(stations)


DEMANDS: dict[type, str] = {
    Fit: "validation rows are scored here",
    Score: "the score is taken here",
    Validate: "folds are scored here",
    Predict: "rows are predicted here",
    Split: "rows are parted here",
}
NOUNS: dict[type, str] = {
    Fit: "the validation",
    Score: "the score",
    Validate: "the cross-validation",
    Predict: "the prediction",
    Split: "the split",
}
STRENGTH: dict[str, Level] = {
    "codes": "low",
    "filter": "low",
    "vocabulary": "medium",
    "entity": "medium",
    "fill": "medium",
    "smooth": "medium",
}
RANK = {"low": 0, "medium": 1, "high": 2}
WAYS = {"refit": 0, "unscored": 1, "folds": 2, "pooled": 4, "cut": 3, "split": 3}


def split_of(facts: "Facts", keys: frozenset[Key]) -> Split | None:
    return next((split for split in facts.splits if split.key in keys), None)


def leaks_of(facts: "Facts") -> list[Leak]:
    """One leak for each statistic: the surest, and of these the one with the plainest way."""
    best: dict[tuple[int, str], Leak] = {}
    for leak in (
        *_scored(facts),
        *_watched(facts),
        *_predicted(facts),
        *_validated(facts),
        *_pooled(facts),
        *_unscored(facts),
    ):
        site = id(leak.statistic.node), leak.statistic.kind
        if site not in best or _worth(leak) > _worth(best[site]):
            best[site] = leak
    return list(best.values())


def _worth(leak: Leak) -> tuple[int, int, int]:
    return RANK[leak.confidence], WAYS[leak.way], -leak.demand.at


def _scored(facts: "Facts") -> list[Leak]:
    found = []
    for score in facts.scores:
        rows = score.data.rows
        if not rows or score.predicted is None:
            continue
        for fit in score.fits:
            fitted = fit.data.rows
            if not fitted or within(rows, fitted) or "loaded" in fit.estimator.flags:
                continue
            statistics = score.predicted.learned | fit.learned
            if fit.target is not None:
                # labels may be cut at a quantile or made from components; a scaler for labels is another matter
                statistics |= frozenset(
                    item for item in fit.target.learned if item.estimator is not None and item.kind == "moments"
                )
            for statistic in statistics:
                leak = _judge(statistic, score, fit, rows, fitted, score.predicted.learned)
                if leak is not None:
                    found.append(leak)
    return found


def _watched(facts: "Facts") -> list[Leak]:
    """Rows that a fit watches are scored by it, round after round."""
    found = []
    for fit in facts.fits:
        fitted = fit.data.rows
        for data in fit.evals:
            rows = data.rows
            if not rows or not fitted or within(rows, fitted):
                continue
            for statistic in data.all_learned() | fit.learned:
                leak = _judge(statistic, fit, fit, rows, fitted, data.all_learned())
                if leak is not None:
                    found.append(leak)
    return found


def _predicted(facts: "Facts") -> list[Leak]:
    """Held-out rows that were changed by what was learned from themselves, and are then predicted, whatever follows."""
    found = []
    for event in facts.of(Predict):
        fit, rows = event.fit, event.data.rows
        if fit is None or not rows or not fit.data.rows or overlap(rows, fit.data.rows) != "disjoint":
            continue
        if not sources(rows) & sources(fit.data.rows):
            continue  # a table of its own, as an application would meet it
        for statistic in event.data.all_learned():
            if statistic.kind in HARMLESS | {"codes", "filter", "threshold"} or not statistic.rows:
                continue
            if overlap(statistic.rows, fit.data.rows) == "disjoint" and within(statistic.rows, rows):
                keys_apart = separating(rows, fit.data.rows)
                found.append(Leak(statistic, event, "refit", lower(strength(statistic), "medium"), fit, keys_apart))
    return found


def _judge(statistic: Statistic, score: Event, fit: Fit, rows: Rows, fitted: Rows, applied: Any) -> Leak | None:
    if statistic.kind in HARMLESS or not statistic.rows or overlap(statistic.rows, rows) != "overlap":
        return None
    apart = separating(rows, fitted)
    confidence = strength(statistic)
    if overlap(statistic.rows, fitted) == "disjoint":
        if statistic.kind == "threshold":
            return Leak(statistic, score, "split", confidence, fit, apart)
        if statistic not in applied or not within(statistic.rows, rows):
            return None
        return Leak(statistic, score, "refit", confidence, fit, apart)
    if overlap(rows, fitted) == "overlap" and not apart:
        return None  # a score that mixes fitted and other rows is another fault
    if pooled(statistic.rows) and (_of_two_tables(statistic.rows) or sources(rows) != sources(fitted)):
        return Leak(statistic, score, "pooled", confidence, fit, apart)
    kinds = {key.kind for key in apart}
    if "fold" in kinds:
        return Leak(statistic, score, "folds", confidence, fit, apart)
    if kinds and kinds <= {"slice", "mask"}:
        return Leak(statistic, score, "cut", confidence, fit, apart)
    return Leak(statistic, score, "split", confidence, fit, apart)


def strength(statistic: Statistic) -> Level:
    level: Level = STRENGTH.get(statistic.kind, "high")
    estimator: Any = statistic.estimator
    if estimator is not None and estimator.role == "unknown":
        level = lower(level, "medium")
    if statistic.of_target:
        level = lower(level, "medium")
    if estimator is None and made_up(statistic.rows):
        level = "low"  # numbers drawn at random and brought into shape
    return level


def _validated(facts: "Facts") -> list[Leak]:
    found = []
    for event in facts.validations:
        rows = event.data.rows
        for statistic in event.data.all_learned():
            if statistic.kind in HARMLESS or not share(statistic.rows, rows):
                continue
            confidence = strength(statistic)
            selection_only = event.kind == "search" or _parted(rows)
            if (
                selection_only
                and statistic.kind in {"moments", "geometry", "vocabulary", "codes", "entity"}
                and _judged_elsewhere(facts, event)
            ):
                # folds that only choose among models, while a score on other rows is what is reported
                confidence = "low"
            pooled = _of_two_tables(statistic.rows) and statistic.kind in {"moments", "geometry", "vocabulary"}
            found.append(Leak(statistic, event, "pooled" if pooled else "folds", confidence, None, frozenset()))
    return found


def _of_two_tables(rows: Rows) -> bool:
    """Whether rows come from a table named test and from another one."""
    parts = {
        part_named(str(source[1])) == "test"
        for source in sources(rows)
        if isinstance(source, tuple) and len(source) > 1
    }
    return parts == {True, False}


def _parted(rows: Rows) -> bool:
    return any(cut.key.kind in {"split", "slice", "sample", "named"} for piece in rows for cut in piece.cuts)


def _judged_elsewhere(facts: "Facts", event: Validate) -> bool:
    others = [score.data.rows for score in facts.scores]
    if event.kind == "search":
        others += [item.data.rows for item in facts.of(Predict)]
    return any(rows and overlap(rows, event.data.rows) == "disjoint" for rows in others)


def _pooled(facts: "Facts") -> list[Leak]:
    """A competition: no labels for the test table, so the statistic meets its rows in a prediction."""
    found = []
    for event in facts.of(Predict):
        fit, rows = event.fit, event.data.rows
        if fit is None or not rows or not fit.data.rows:
            continue
        for statistic in event.data.all_learned() | fit.learned:
            if statistic.kind in HARMLESS | {"codes", "filter"} or not pooled(statistic.rows):
                continue
            if (
                share(statistic.rows, rows)
                and share(statistic.rows, fit.data.rows)
                and sources(rows) != sources(fit.data.rows)
            ):
                found.append(Leak(statistic, event, "pooled", lower(strength(statistic), "medium"), fit, frozenset()))
    return found


def _unscored(facts: "Facts") -> list[Leak]:
    """Parts that are handed out and never scored here: a helper module, a template."""
    found = []
    scored = {key for score in facts.scores for key in keys(score.data.rows)}
    rivals = {source for score in facts.scores for source in sources(score.data.rows)}
    fits: dict[Key, list[Fit]] = {}
    for fit in facts.fits:
        if fit.estimator.role in {"model", "network", "pipeline", "wrapper", "search"}:
            for key in keys(fit.data.rows):
                fits.setdefault(key, []).append(fit)
    for split in facts.splits:
        if split.kind == "sample":
            continue
        fitted = fits.get(split.key, [])
        if split.key in scored or (
            not fitted and (_only_shown(split) or any(rivals & sources(data.rows) for data in split.data))
        ):
            continue
        for data in split.data:
            for statistic in data.all_learned():
                if statistic.kind in HARMLESS | {"filter", "codes"} or not share(statistic.rows, data.rows):
                    continue
                if data.name and statistic.estimator is None:
                    continue  # labels may be defined by a statistic
                way = "folds" if split.kind == "folds" else "unscored"
                found.append(
                    Leak(
                        statistic,
                        split,
                        way,
                        lower(strength(statistic), "medium"),
                        fitted[0] if fitted else None,
                        frozenset({split.key}),
                    )
                )
    return found


def _only_shown(split: Split) -> bool:
    """Folds that nobody fits on are a demonstration."""
    return split.kind == "folds"
