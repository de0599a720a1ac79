"""The questions that work on a brief depends on, and the words that show an answer.

A wrong quote under a question is worse than the question: cues are narrow, and what they do not hear is asked.
"""

import re
from typing import NamedTuple

from mlwright.framing.cues import compiled
from mlwright.specs.plan import Kind

MODELS: tuple[Kind, ...] = ("model",)
ANY: tuple[Kind, ...] = (
    "model",
    "analysis",
    "rules",
    "data pipeline",
    "research",
    "upkeep",
    "no requirement",
    "unclear",
)
ASKED: tuple[Kind, ...] = ("model", "no requirement", "unclear")
"""Kinds that are, or may become, a model."""
NO_LABELS = "There are no labels: a supervised model cannot be trained. Where could the truth come from, and when?"

_NUMBER = r"\d[\d.,]*"
_METRIC = (
    r"(?:accuracy|precision|recall|(?:roc[- ])?auc|f1|rmse|mae|s?mape|ndcg|mrr|(?:mean|average|absolute) error|"
    r"hit rate|click-?through|calibration error|brier|log loss|false alarms?)(?:@\d+| at \d+)?"
)
_BOUND = (
    r"(?:at least|at most|no more than|less than|more than|under|below|above|over|beats?|better than|"
    r"from|reach\w*|[≥≤<>])"
)
_TIME = r"(?:cent|hours?|days?|weeks?|months?|quarters?|years?|minutes?|seconds?|nights?|mornings?|time|of|the)\b"
_TASK = r"(?:predict|forecast|estimat|detect|classif|determin|scor|rank|recommend|suggest|propos|cook)\w*\b"
_STRONG = (
    r"(?:predict|forecast|estimate|detect|classify|determine|rank|recommend|suggest|propose|summari[sz]e|retrieve|"
    r"extract|assign|prioriti[sz]e)\b"
)
_AT_FIRST = (
    r"(?:flag|find|give|tell|put|place|mark|turn|point out|spot|sort|order|score|decide|draft|look for|warn|spam or)\b"
)
_MACHINE = r"(?:model|system|app|api|service|job|program|script|table|tool|server|machine|pipeline|customer|user)"
_ACTOR = (
    r"(?:teams?|agents?|reps?|staff|nurses?|doctors?|officers?|lawyers?|planners?|purchasing|sales|managers?|"
    r"analysts?|operators?|support|inspectors?|auditors?|counsell?ors?|teachers?|clerks?|desks?|investigators?|"
    r"dispatchers?|engineers?|reviewers?|foremen|board|we|they|people)"
)
_ACTS = (
    r"(?:(?:call|phone|visit|contact|inspect|plan|decide|check|correct|order|open|act|schedule|offer|repair|block|write|"
    r"start|see|know|send|review|read)s?)"
)
_HOW_TODAY = (
    r"(?:by hand|manual\w*|guess\w*|rules?\b|gut\b|naive|rel(?:y|ies) on|spreadsheet|excel|scorecard|"
    rf"nothing\b|(?:sort|order|pick|choose|decide|estimate|plan|check|call|use)s?\b|{_METRIC}|{_NUMBER}\s?%|{_NUMBER}$)"
)


class Asked(NamedTuple):
    """A question, where it is asked, whether it blocks, and the cues of an answer, the surest first."""

    question: str
    cues: tuple[str, ...]
    kinds: tuple[Kind, ...]
    blocks: bool
    lane: str = ""
    """Asked only when this lane is in."""
    unless: str = ""
    """Words of a clause that then answers something else."""
    onward: bool = False
    """Whether the answer goes on to the end of its sentence."""
    may_deny: bool = False
    """Whether a denial answers, too."""


QUESTIONS: dict[str, Asked] = {
    "family": Asked(
        "Which kind of problem is it? Say so with --fact family=NAME, such as family=classifier.",
        (),
        ("unclear",),
        True,
    ),
    "problem": Asked(
        "What goes wrong today, for whom, and how often?",
        (
            r"(?:we|they|us|nobody|\w+s|(?:the|our|a) [\w-]+(?: [\w-]+)?) (?:lose|loses|waste|wastes|struggle|"
            r"struggles)\b",
            r"(?:cannot|can['’]t|can not) (?:find|see|tell|keep|read)\b|go(?:es)? (?:wrong|astray|unnoticed)\b|"
            r"(?:is|are|gets?) (?:lost|overlooked|wasted)\b|complain\w*|leaves? unnoticed|"
            r"(?:is|are|comes?|takes?) (?:far |much )?too (?:late|slow|long|often|many|much)\b",
        ),
        ASKED,
        False,
        unless=r"\bif\b|\bcosts?\b",
        may_deny=True,
    ),
    "target": Asked(
        "What exactly is to be predicted or produced: which column, event or output?",
        (
            rf"{_STRONG} (?!model|better|the model)\w+",
            r"how (?:many|much|long|far|old|heavy) \w+|(?<!how )will (?:a|an|the|this|each|our) \w+|"
            r"which (?:of our |of the )?\w+(?: \w+)? (?:will|may|might|are (?:about|going|likely))\b|who will\b",
            r"(?:likely|about|going) to \w+|(?:may|might) (?:resign|quit|leave|cancel|fail|break)\b",
            rf"(?:^|(?<=to )|(?<=and )){_AT_FIRST} (?!me\b|us why|why|out why)\w+",
        ),
        ASKED,
        True,
        unless=r"\btoday\b|\bcurrently\b|\bat present\b|\bnow and are\b|\bso that\b.*\bknow\b$|^(?:monitor|improve)\b",
    ),
    "decision": Asked(
        "Who acts on the result, and which decision changes with it?",
        (
            rf"so (?:that )?(?:the |our |a |an |each )?(?:[\w-]+ ){{0,2}}{_ACTOR} (?:can |could |may |will )?\w+",
            rf"(?:the|our|a|an|each) (?:[\w-]+ )?(?!{_MACHINE}\b)[\w-]+ (?:decides?|phones|calls|visits|"
            rf"contacts|inspects|"
            r"plans|acts|writes to|schedules|checks every|checks each)\b",
            rf"(?:^|(?<=\band )|(?<=\bthe )|(?<=\bour ))(?:[\w-]+ )?{_ACTOR} (?:can |then |will )?{_ACTS}\b",
            r"(?:is|are) planned from (?:it|them)\b|for the (?:\w+ )?meeting\b",
        ),
        ANY,
        True,
        unless=r"\btoday\b|\bcurrently\b|\bat present\b|\bby hand\b|\bgut\b|\bnow and\b|\bguess\b|^if\b|"
        r"\bwe (?:plan|order|see|know|send)\b",
    ),
    "moment": Asked(
        "At which moment is it predicted, and what is not known yet then?",
        (
            r"(?:at|on|upon) (?:checkout|admission|discharge|sign-?up|registration|quotation|application|"
            r"booking|arrival|"
            r"intake|first (?:notice|contact)|midnight|noon|the (?:time|moment|point) of \w+|"
            r"the (?:start|end|beginning|first|last day) of (?:each|every|the) \w+|"
            r"\d{1,2}(?::\d\d)?\s?(?:am|pm|o['’]clock)\b|\d{1,2}:\d\d)",
            r"when(?:ever)? (?:the|a|an|each|every) \w+(?: \w+)? (?:is|are|has been) (?:placed|made|opened|sent|filed|"
            r"received|admitted|discharged|registered|booked|submitted|created|signed|ordered|issued|quoted)\b",
            r"(?:when|as soon as) (?:the|a|an|each) \w+ (?:arrives|comes in|signs up|applies|checks in)\b",
            r"before (?:the|a|each|every) \w+ (?:starts|begins|opens|leaves|departs|is (?:approved|paid|"
            r"accepted|shipped))",
            r"(?:every|each) (?:night|morning|evening|(?:mon|tues|wednes|thurs|fri|satur|"
            r"sun)day)\b(?=.*(?:predict|scor|list|made|run))",
        ),
        MODELS,
        True,
        unless=r"\bmeasured\b|\blos(?:e|es|t)\b|\bmeeting\b|\breport\b",
    ),
    "unit": Asked(
        "What does one row stand for, and which rows belong together?",
        (
            r"(?:one|a|each|every) (?:row|line|record) (?:per|for each|for every|for one|is|stands for)\b",
            rf"(?:per|(?:for|of) (?:each|every)) (?!{_TIME})\w+(?=[^.;]*)",
            r"(?:assign|classify|score|rate|label|categori[sz]e) (?:each|every) \w+",
        ),
        MODELS,
        True,
        unless=rf"\bcosts?\b|\blos(?:e|es|t)\b|^(?!.*(?:row|line|record|assign|rate|label|categori|{_TASK}))",
    ),
    "data": Asked(
        "Which tables hold the past cases, as of which day, and how many are there?",
        (
            r"\w+\.(?:csv|parquet|jsonl?|xlsx)\b",
            r"(?:\d{1,3}(?:[,.]\d{3})+|\d{3,}) (?:[\w-]+ ){1,3}(?:with|from|were|are (?:stored|exported|"
            r"labelled|there))\b|"
            r"(?:labell?ed|marked|judged) \d[\d,.]+ \w+",
            r"\d{2,} (?:\w+ )?(?:failures|breakdowns|examples|past cases|labels)\b(?! (?:a|per|each|every) )",
            r"(?:table|export|extract|log|history|histories|records|transactions|events|data|readings|archive|register|"
            r"purchases|clicks|orders)\b[^.;]{0,60}\b(?:since (?:19|20)\d\d|from (?:19|20)\d\d|"
            r"of (?:the )?(?:last|past) \w+|"
            r"of \w+ (?:years|months)|are there|is there|(?:is|are) (?:stored|logged|kept|exported)|lies? in|"
            r"has one row)\b",
            r"(?:last|past) \w+ (?:years|months) of \w+|(?:one|two|three|four|five|six|ten|\d+) (?:years|"
            r"months) of \w+|"
            r"from the last \w+ years\b|analy[sz]e last \w+['’]s \w+",
        ),
        ANY,
        True,
        unless=r"\beuros?\b|\beur\b|\bdollars?\b|\bno data\b",
    ),
    "labels": Asked(
        "Where does the truth come from, how late is it known, and how sure is it?",
        (
            r"labels? (?:comes?|arrives?)\b|labels? (?:is|are) (?:known|final|set|given|confirmed|taken)\b|"
            r"ground truth (?:is|comes)\b|(?:serves?|counts?|taken) as the (?:truth|label|ground truth)\b",
            r"(?:labell?ed|annotated|confirmed|judged|graded|diagnosed|verified) by\b|"
            r"(?:experts?|people|nurses?|doctors?|inspectors?)\b[^.;]{0,40}\blabell?ed\b",
            r"with (?:a|an|the|its|their) (?:[\w/-]+ ){0,2}(?:flag|column|label|tag|[\w-]+['’]s (?:verdict|"
            r"diagnosis|decision))\b|"
            r"with (?:a|an|the|its|their) \w+['’]s (?:verdict|diagnosis|decision)\b|"
            r"(?:has|have) (?:a|the) (?:column|flag|field) \w+|"
            r"(?:flag|column) (?:that )?(?:says|holds|tells|shows) (?:if|whether|which|who)\b",
            r"with the \w+(?: \w+){0,2} (?:chose|picked|assigned|solved|decided|gave|selected)\b",
            r"(?:outcome|truth|result)s? (?:is|are) known (?:after|within)\b|clicks are logged",
        ),
        MODELS,
        True,
    ),
    "mistakes": Asked(
        "What does each kind of mistake cost, and who pays?",
        (
            r"(?:false|wrong\w*|missed|missing|rejected|accepted|undetected|deleted|unneeded|needless|late|overlooked|"
            r"mistakes?|running out|leftovers|too (?:many|few|much))\b[^.;,]{0,50}\b"
            r"(?:costs?|means?|(?:is|are) (?:far |much )?(?:worse|cheaper|dearer|costlier|more expensive))\b",
        ),
        MODELS,
        True,
        onward=True,
    ),
    "measure": Asked(
        "By which number is success seen, and from which value on?",
        (
            rf"{_METRIC}\b[^.;,]{{0,60}}?(?<!\w){_BOUND}\s[^;,]*\d",
            r"(?:raise|increase|reduce|cut|lower|bring|halve)\b[^;,]{0,60}\b(?:from|to|by|below|under) "
            rf"{_NUMBER}\s?(?:%|percent|points)",
            rf"{_BOUND} [^;,]{{0,20}}?{_METRIC}",
            rf"{_METRIC}\b[^;,]{{0,60}}\d",
        ),
        ("model", "no requirement"),
        False,
    ),
    "baseline": Asked(
        "What is done today without a model, and how good is it?",
        (
            r"baseline(?: is\b|\s?:)|seasonal[- ]naive\b|compared? (?:it )?(?:to|with)\b",
            r"(?:beats?|better than) (?:the |our )?(?:present|current|existing|old|today['’]s|yesterday['’]s|"
            r"last \w+['’]s|naive|"
            r"rules?\b|\w+ rule)",
            rf"(?:today|currently|at present|so far|until now|now)\b(?=[^.;]*?{_HOW_TODAY})",
            rf"{_HOW_TODAY}[^.;]*?\b(?:today|currently|at present|so far|until now|now)(?! and then)\b",
            rf"(?:present|current|existing|today['’]s) (?:\w+ ){{1,3}}[^.;]*{_NUMBER}",
        ),
        MODELS,
        False,
        onward=True,
    ),
    "slices": Asked(
        "Which groups must not get worse?",
        (r"(?:not|never) (?:\w+ ){0,2}worse for\b|(?:equally|as) (?:good|well) for\b",),
        MODELS,
        False,
        may_deny=True,
    ),
    "privacy": Asked(
        "Does the data hold anything about persons, and what may be done with it?",
        (r"gdpr\b|hipaa\b|consent\b|(?:anonymi[sz]|pseudonymi[sz])ed\b|personal data\b",),
        ("model", "analysis"),
        False,
        may_deny=True,
    ),
    "latency": Asked(
        "How long may an answer take, and what happens when it is late?",
        (
            r"(?:within|under|below|at most|less than|in) (?:\d+\s?(?:ms|milliseconds?|seconds?)|(?:a|one|"
            r"two) seconds?)\b",
            r"\d+\s?(?:ms|milliseconds?)\b",
        ),
        MODELS,
        True,
        "real_time",
    ),
    "owner": Asked(
        "Who owns the result and signs for it?",
        (
            r"owned by\b|(?:owner|responsible|accountable)\s?(?:is|:)|(?:is|are) (?:responsible|"
            r"accountable) for (?:it|the "
            r"(?:result|model|forecast))|owns (?:it|the (?:model|forecast|result|list|score))\b|signs? off\b",
            r"(?:officer|manager|head(?: of [\w-]+)?|chief(?: [\w-]+)?|lead|director|actuary|board|(?:mr|ms|"
            r"mrs|dr) \w+) "
            r"signs\b(?! (?:every|each|a|the (?:letter|contract)))",
        ),
        ANY,
        False,
    ),
    "rollback": Asked(
        "How is it undone, by whom, on which sign?",
        (r"(?:roll(?:s|ed)?|fall(?:s)?|go(?:es)?) back (?:to|on)\b",),
        MODELS,
        False,
        onward=True,
    ),
    "bound": Asked(
        "Which bound does the rule have, and who may change it?",
        (r"\d+|two|three|four|five|six|seven|eight|nine|ten|reorder point|fixed table",),
        ("rules",),
        True,
    ),
}
"""Question name → the question. What a brief does not answer stays open."""
CUES = {name: tuple(compiled(cue) for cue in asked.cues) for name, asked in QUESTIONS.items()}
UNLESS = {name: re.compile(asked.unless, re.IGNORECASE) for name, asked in QUESTIONS.items() if asked.unless}
UNLABELLED = compiled(
    r"no (?:\w+ ){0,2}labels?\b|no labell?ed \w+|without (?:any )?labels\b|un-?labell?ed\b|"
    r"(?:not|n['’]t) (?:have )?(?:any )?labels\b|labels? (?:do not|don['’]t|does not) exist|no known (?:cases|"
    r"outcomes)\b|"
    r"(?:nobody|no one) (?:has )?(?:ever )?(?:marked|labell?ed)\b"
)
"""Where a brief says that nobody knows the truth of past cases."""
