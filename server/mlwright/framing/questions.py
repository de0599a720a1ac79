"""The questions that work on a brief depends on, and the words that show an answer."""

from typing import NamedTuple

from mlwright.framing.cues import compiled
from mlwright.specs.plan import Kind

MODELS: tuple[Kind, ...] = ("model",)
ANY: tuple[Kind, ...] = ("model", "analysis", "rules", "data pipeline", "research", "no requirement", "unclear")
ASKED: tuple[Kind, ...] = ("model", "no requirement", "unclear")
"""Kinds that are, or may become, a model."""


class Asked(NamedTuple):
    """A question, where it is asked, whether it blocks, and the cue of an answer."""

    question: str
    cue: str
    kinds: tuple[Kind, ...]
    blocks: bool
    lane: str = ""
    """Asked only when this lane is in."""


QUESTIONS: dict[str, Asked] = {
    "target": Asked(
        "What exactly is to be predicted or produced: which column, event or output?",
        r"(?:predict|forecast|estimate|detect|classify|decide) (?:if|whether|which|who|how|"
        r"the|a|an|monthly|daily|weekly|hourly|electricity)\b|"
        r"(?:rank|recommend|suggest|summari[sz]e|retrieve|extract|assign|spot|sort|"
        r"order) (?:each|the|open|our|sales|add|long|unusual)\b|"
        r"how (?:many|much|long) (?:\w+ )|will (?:a|an|the|each) \w+|find (?:odd|unusual|the)\b",
        ASKED,
        True,
    ),
    "decision": Asked(
        "Who acts on the result, and which decision changes with it?",
        r"so (?:that )?(?:the |our |a |an |each )?(?:\w+ team|team|agents?|reps?|"
        r"staff|nurses?|doctors?|lawyers?|planners?|"
        r"purchasing|sales|managers?|analysts?|operators?|support|inspectors?|auditors?|we|they|"
        r"customers?|users?)\b|(?:\w+ )?(?:plan|plans|call|calls|inspect|correct)s? "
        r"(?:every|follow-up|the|them)|is planned from|for the \w+ (?:meeting|team|to)\b|can (?:order|call|act|plan)\b",
        ANY,
        True,
    ),
    "moment": Asked(
        "At which moment is it predicted, and what is not known yet then?",
        r"at (?:checkout|admission|discharge|sign-?up|the time|the moment|"
        r"first notice|midnight|\d+)\b|when (?:the|a|an) \w+ is "
        r"(?:placed|made|opened|sent|filed|received|admitted|discharged)|before (?:the|a|an|each) \w+|"
        r"(?:every|each) (?:night|morning|monday|day|week|month)|at the (?:start|end) of",
        MODELS,
        True,
    ),
    "unit": Asked(
        "What does one row stand for, and which rows belong together?",
        r"(?:per|for (?:each|every)|of (?:each|every)|one row (?:per|is)|each|"
        r"every) (?!night|morning|day|week|month|hour|time)\w+|"
        r"which (?:customers?|users?|patients?|orders?|machines?|products?|leads?|accounts?)\b",
        MODELS,
        True,
    ),
    "data": Asked(
        "Which tables hold the past cases, as of which day, and how many are there?",
        r"\w+\.(?:csv|parquet|jsonl?|xlsx)\b|(?:table|export|extract|log|history|"
        r"histories|purchases|records|transactions|events|data) "
        r"(?:of|from|for|are there|since|with)\b|(?:the )?last \w+ years?\b|"
        r"clicks are logged|(?:\w+ )?years of\b|last year['’]s",
        ANY,
        True,
    ),
    "labels": Asked(
        "Where does the truth come from, how late is it known, and how sure is it?",
        r"labels? (?:come|are|arrive|is|from)\b|labell?ed by\b|confirmed by\b|ground truth (?:is|from|comes)|"
        r"(?:known|available|arrives?) (?:after|within|\d+)|annotated by\b|no labels|"
        r"without labels|no \w+ labels|clicks are logged",
        MODELS,
        True,
    ),
    "mistakes": Asked(
        "What does each kind of mistake cost, and who pays?",
        r"costs? (?:us|about|around|[€$]|\d|more|less|ten|five|twice)|(?:worse|"
        r"cheaper|costlier|dearer|more expensive) than\b|"
        r"(?:false|wrong) (?:alarms?|positives?|negatives?) (?:cost|are|is)\b|"
        r"missing (?:a|one) \w+ (?:costs?|means|is)\b",
        MODELS,
        True,
    ),
    "measure": Asked(
        "By which number is success seen, and from which value on?",
        r"(?:from|to|at least|at most|above|below|under|by|less than|more than|"
        r"within)\s+[€$]?\d[\d.,]*\s?(?:%|percent|points?|minutes|euros|calls)?|"
        r"[≥≤]\s?\d|>=?\s?\d|<=?\s?\d",
        ("model", "no requirement"),
        False,
    ),
    "baseline": Asked(
        "What is done today without a model, and how good is it?",
        r"today (?:we|they|the|it|people|\w+ (?:do|does|is|are))|currently\b|at present\b|"
        r"so far (?:we|they|people)|(?:return|returns) nothing today",
        MODELS,
        False,
    ),
    "slices": Asked(
        "Which groups must not get worse?",
        r"(?:not|never) (?:get |be )?worse for\b|per (?:region|segment|country|"
        r"site)\b|across (?:regions|groups|sites|countries)",
        MODELS,
        False,
    ),
    "privacy": Asked(
        "Does the data hold anything about persons, and what may be done with it?",
        r"gdpr\b|hipaa\b|consent\b|anonymi[sz]ed\b|no personal data|personal data\b",
        ("model", "analysis"),
        False,
    ),
    "latency": Asked(
        "How long may an answer take, and what happens when it is late?",
        r"\d+\s?(?:ms|milliseconds?|seconds?)\b|within (?:a|one|two) (?:second|minute)s?\b",
        MODELS,
        True,
        "real_time",
    ),
    "owner": Asked(
        "Who owns the result and signs for it?",
        r"owned by\b|(?:owner|responsible) (?:is|:)|signs? (?:it )?off\b",
        ANY,
        False,
    ),
    "bound": Asked(
        "Which bound does the rule have, and who may change it?",
        r"\d+|five|ten|reorder point|fixed table",
        ("rules",),
        True,
    ),
}
"""Question name → the question. What a brief does not answer stays open."""
CUES = {name: compiled(asked.cue) for name, asked in QUESTIONS.items()}
