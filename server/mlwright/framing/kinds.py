"""What else than a model a brief may ask for: rules, data, research, upkeep, or nothing that can be checked."""

from typing import NamedTuple

from mlwright.framing.cues import Heard, compiled, hear
from mlwright.specs.plan import Kind

_NUMBER = r"(?:\d[\d.,]*\s?%?|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)"
_BOUND = (
    r"(?:above|below|over|under|beyond|exceed(?:s|ing)?|older than|younger than|"
    rf"more than|less than|fewer than|at least|after) {_NUMBER}"
)

_MODEL = (
    r"(?:[\w-]+ ){0,3}(?:models?|classifiers?|forecasts?|recommenders?|scorers?|rankers?|predictors?)"
    r"\b(?! (?:so|to beat))"
)

CUES: dict[Kind, tuple[tuple[int, str], ...]] = {
    "rules": (
        (6, r"(?:simple|fixed|business|hard|static|plain|if-then) rules?\b|rules? (?:is|are) enough"),
        (4, r"if\b[^.;]{3,80}(?:,\s| then\b)|whenever\b|as soon as\b"),
        (
            4,
            rf"(?:flag|block|reject|mark|give|send|lock|route|escalate|alert|remind|"
            rf"approve|stop|hold)\b[^.;]{{0,50}}\b{_BOUND}",
        ),
        (3, r"fixed (?:table|list|threshold|limit)|look-?up table|white ?list|black ?list|reorder point"),
        (2, r"falls? below|rises? above|by the (?:domain|country|sender|postcode|region)\b"),
    ),
    "data pipeline": (
        (6, r"etl\b|elt\b"),
        (
            4,
            r"(?:load|copy|move|sync|migrate|ingest|export|replicate|"
            r"transfer)\b[^.;]{0,60}\b(?:into|to|from)\b[^.;]{0,40}\b"
            r"(?:warehouse|database|lake|bucket|table|postgres|storage|spreadsheet|crm|erp)\b",
        ),
        (4, r"convert\b[^.;]{0,40}\bto (?:parquet|csv|json)\b|join (?:the|two|three) tables\b"),
    ),
    "research": (
        (
            5,
            r"literature\b|state[- ]of[- ]the[- ]art\b|research (?:question|paper|"
            r"project|survey)|write a paper|publish\b",
        ),
        (4, r"novel (?:architecture|method|algorithm|loss)|invent a new|prove that|theoretical\b|replicate the paper"),
    ),
    "upkeep": (
        (
            8,
            r"(?:is|does|do|are) (?:it|they|(?:the|our) \w+(?: \w+)?) still (?:right|hold|valid|good|work|"
            r"accurate|fit)\b",
        ),
        (
            8,
            rf"(?:monitor|watch|keep an eye on|check|re-?train|refresh|update)\b (?:\w+ ){{0,2}}(?:the|our|"
            rf"this|a) {_MODEL}",
        ),
        (
            8,
            rf"(?:the|our|this) {_MODEL} (?:\w+ ){{0,2}}(?:went live|is live|in production|runs|has been live|"
            rf"goes stale)\b",
        ),
    ),
}
_COMPILED = {kind: tuple((weight, compiled(cue)) for weight, cue in cues) for kind, cues in CUES.items()}

_VAGUE = compiled(
    r"(?:improve|better|smarter|increase|boost|raise|optimi[sz]e|enhance|tune|"
    r"upgrade|fix|use|apply|leverage|do|make|get)\b"
    r"[^.;]{0,30}\b(?:models?|algorithms?|accuracy|ml|ai|machine[- ]learning|"
    r"predictions?|performance|network|scores?|metrics?)\b"
)
_METRIC = compiled(
    r"(?:accuracy|recall|precision|auc|f1|rmse|mae|mape|ndcg|error|latency|"
    r"calibration|rate|share|false \w+|minutes|hours|calls|euros)\b"
)
_MEASURED = compiled(
    r"(?:from|to|at least|at most|above|below|under|by|less than|more than|"
    r"within)\s+[€$]?\d|[≥≤]\s*\d|>=?\s*\d|<=?\s*\d"
)
CLEAR = 3
"""Weight from which another kind than a model counts as heard."""


class Other(NamedTuple):
    """Another kind of ask than a model, and where it was heard."""

    kind: Kind
    weight: int
    heard: tuple[Heard, ...]


def other(text: str) -> Other | None:
    """What else than a model the brief asks for, the loudest; None when it does not."""
    scores = []
    for kind, cues in _COMPILED.items():
        found = [(weight, heard) for weight, cue in cues if (heard := hear(text, cue)) is not None and not heard.denied]
        scores.append(Other(kind, sum(weight for weight, _ in found), tuple(heard for _, heard in found)))
    best = max(scores, key=lambda item: item.weight)
    return best if best.weight >= CLEAR else None


def vague(text: str) -> Heard | None:
    """Where a brief asks for a better model and nothing else."""
    return hear(text, _VAGUE)


def measurable(text: str) -> bool:
    """Whether a brief says by which number its success is seen."""
    return hear(text, _METRIC) is not None and _MEASURED.search(text) is not None
