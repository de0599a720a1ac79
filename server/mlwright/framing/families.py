"""Families of problems, and the words by which a brief shows which it is."""

import re
from typing import NamedTuple, get_args

from mlwright.framing.cues import Heard, compiled, hear
from mlwright.specs.plan import Family

_PERIODS = r"(?:hours?|days?|weeks?|months?|quarters?|years?)"
_COUNTS = r"(?:\d+|few|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_AMOUNTS = (
    r"(?:prices?|costs?|amounts?|duration|time|age|weight|value|size|yield|salary|rent|"
    r"consumption|temperature|limits?|sales|revenue|numbers?|emissions?)"
)

EFFECT = (
    r"(?:(?<!predict )(?<!forecast )(?<!detect )(?<!estimate )(?<!classify )whether|"
    r"(?:know|find out|learn|see|test|measure|check) if|(?:(?<=\. )|(?<=\? )|^)(?:did|does)) (?:the|our|a|an|"
    r"this|these) "
    r"(?:[\w-]+ ){1,4}?(?:increas|rais|improv|lower|reduc|chang|lift|affect|mak|made|cut|boost)\w* (?:the|our|"
    r"their|its|\w+)"
)
"""Words that ask for the effect of a change: an experiment answers that, a model does not."""
_NAMED = (
    r"(?:grade|class|category|type|kind|species|stage|status|outcome|winner|reason|diagnosis|department|priority|"
    r"intent|language|topic|brand|colou?r|cost cent(?:re|er))"
)
_EVENT = (
    r"(?:break|fail|stop|die|crash|leave|cancel|quit|resign|churn|default|drop out|renew|come back|"
    r"return|pay|buy|respond)"
)

_EVENTS = (
    r"(?:churn\w*|cancel(?:s|led|lation)?\b|default(?:s|ed)?\b(?! (?:rate|value|setting|policy))|"
    r"readmi\w+|spam\b|sentiment\b|fraud\w*|defect\w*)"
)

CUES: dict[str, tuple[tuple[int, str], ...]] = {
    "ranking": (
        (5, r"learning[- ]to[- ]rank"),
        (3, r"(?:re-?)?rank(?:s|ed|ing|er)?\b"),
        (3, r"priorit(?:y|i[sz]e\w*|i[sz]ing|i[sz]ation)\b"),
        (3, r"(?:most|best|highest|likeliest|worst)\b[^.;]{0,40}\b(?:first|on top|at the top)\b"),
        (2, r"(?:order|sort)\b(?= (?:the|our|all|open|these|results|items|\w+ by))"),
        (2, r"(?:on top|top of the (?:list|queue|page)|the top (?:\d+|ten|twenty|five|hundred))\b"),
        (1, r"(?:feed|shortlist|queue)\b"),
        (2, r"ndcg\b|mrr\b|(?:precision|recall)(?:@| at )\d"),
        (3, r"in an? (?:better )?order\b|start with the (?:strongest|best|most|likeliest|worst)"),
    ),
    "search": (
        (4, r"(?:semantic|full[- ]text|keyword|product|site|document|enterprise) search\b|search (?:engine|box|bar)\b"),
        (2, r"(?<!grid )(?<!parameter )search(?:es|ing)?\b"),
        (2, r"quer(?:y|ies)\b"),
        (3, r"retriev(?:e|es|al)\b"),
        (
            2,
            r"find (?:the )?(?:right|relevant|matching) \w+|matching (?:passages|"
            r"documents|articles|parts|results|items)",
        ),
        (2, r"look(?:s|ing)? up\b"),
        (3, r"types? (?:in |what |a |the )[^.;]{0,60}\b(?:get|find|see|appear|return)\w*"),
    ),
    "recommendation": (
        (5, r"recommend(?:s|ed|er|ers|ing|ation|ations)?\b"),
        (3, r"suggest(?:s|ing|ions?)?\b(?! (?:a )?(?:reply|replies|answers?))"),
        (4, r"also (?:bought|liked|viewed|watched|read)\b"),
        (3, r"personali[sz](?:e|ed|ation)\b"),
        (3, r"cross-?sell\w*|up-?sell\w*|next best (?:offer|action|product)"),
        (3, r"(?:should|could|can) we (?:offer|show|propose)\b|offer (?:each|every|to) "),
        (
            4,
            r"(?:propose|show|offer|suggest)\b[^.;]{0,25}\b(?:to|for) (?:each|every) "
            r"(?:visitor|user|customer|reader|guest)",
        ),
        (4, r"which (?:\w+ ){1,3}should (?:a|an|the|we) (?:\w+ ){1,3}(?:show|offer|play|propose)"),
        (1, r"from what they (?:\w+)|playlists?\b|listeners?\b|viewers?\b"),
    ),
    "classifier": (
        (5, r"classif\w+"),
        (
            3,
            r"(?:predict(?:s|ing)?|decid(?:e|es|ing)|detect(?:s|ing)?|tell|say|know|"
            r"find out|determine) (?:if|whether|which|who)\b",
        ),
        (
            3,
            r"(?:assign|sort|put|map|tag)\b[^.;]{0,40}\b(?:to|into|with) (?:one of|a|the|its)?[^.;]{0,20}\b"
            r"(?:categor(?:y|ies)|class(?:es)?|types?|labels?|buckets?|topics?)\b",
        ),
        (2, r"categor(?:y|ies|i[sz]e)\b|into one of\b|one of (?:\w+ )(?:categories|classes|types)"),
        (
            3,
            r"(?<![\w,] )will (?:a|an|the|this|"
            r"each) \w+[^.;]{0,40}\?|who will\b|which \w+ will\b",
        ),
        (3, r"(?:tell|separate|distinguish) \w+ (?:\w+ )?from \w+"),
        (1, _EVENTS),
        (
            2,
            rf"(?:predict|detect|spot|find|flag|identify|foresee|anticipat|score|catch|prevent)\w*\b[^.;,]{{0,40}}\b{_EVENTS}",
        ),
        (2, r"(?:probability|chance|likelihood|risk) (?:of|that)\b|approve or reject|yes or no\b"),
        (
            4,
            rf"(?:predict|determine|identify|recogni[sz]e|guess) (?:the|a|an|each|its|"
            rf"their) (?:[\w-]+ ){{0,2}}{_NAMED}\b",
        ),
        (
            4,
            r"(?:assign|give) (?:each|every|the|incoming|new)\b[^.;,]{1,25} (?:a|an|its|the|one|"
            r"one of the) (?:[\w-]+ )?"
            r"(?:cost cent(?:re|er)|categor\w+|code|department|label|class|type|group|team|topic|tag)\b",
        ),
        (3, rf"when (?:a|an|the|our|each) [\w-]+ (?:will|may|might|is (?:going|about) to) (?:\w+ )?{_EVENT}\b"),
        (3, r"whether (?:\w+ ){1,3}(?:will|would|may|might|is|are|was|can)\b"),
        (3, rf"(?:likely|about|going) to (?:\w+ )?{_EVENT}|(?:may|might) {_EVENT}\b"),
        (3, rf"which (?:of (?:our|the) )?(?:\w+ ){{1,3}}(?:will|may|might|are (?:likely|about))(?: not)? {_EVENT}"),
        (3, r"scor(?:e|ing) (?:\w+ )?(?:applications?|applicants?|leads|tenants|borrowers|loans)\b"),
        (4, r"(?:sort|route|send|dispatch|forward)\b[^.;,]{1,40}\bto the (?:right|correct|proper) \w+"),
        (3, r"likely to be \w+|(?:good|honest|safe|spam|real|true|yes) or (?:bad|fraud\w*|unsafe|not|fake|false|no)\b"),
        (1, r"(?:precision|recall)\b(?!@| at \d)|false (?:positives?|negatives?|alarms?)|accuracy\b|auc\b|f1\b"),
    ),
    "regression": (
        (5, r"regression\b"),
        (
            4,
            rf"(?:predict(?:s|ing)?|estimat(?:e|es|ing)|score|guess|(?:work|figure|figuring) out)"
            rf"\b[^.;]{{0,30}}\b{_AMOUNTS}\b",
        ),
        (3, r"how (?:long|much|far|old|heavy)\b"),
        (2, r"estimate (?:the|how|a|an|each)\b|predict (?:the|a|each) (?:\w+ )?\w+ of\b"),
        (3, r"remaining useful life|lifetime value"),
        (2, r"rmse\b|mae\b|mean absolute error|mean error"),
        (
            4,
            r"number of (?:days|hours|minutes|weeks) (?:until|till|to|for)\b|expected (?:\w+ )?(?:amount|cost|"
            r"price|value)",
        ),
        (3, rf"what will\b[^.;?]{{0,40}}\b(?:cost|take|weigh|earn)\b|give an? {_AMOUNTS}\b"),
        (2, r"in (?:euros?|dollars?|minutes|hours|cycles|kilometres|degrees|kwh|kg)\b"),
    ),
    "forecasting": (
        (6, r"forecast\w*"),
        (4, r"time series\b"),
        (3, rf"(?:next|coming|following) {_COUNTS} {_PERIODS}\b"),
        (3, rf"next {_PERIODS}(?:['’]s)?\b|tomorrow\b|(?:coming|upcoming) {_PERIODS}\b"),
        (3, r"(?:hourly|daily|weekly|monthly|quarterly) (?:demand|sales|revenue|load|volume|traffic|orders|units)\b"),
        (2, r"demand\b|project (?:the|our|monthly|revenue|sales|costs)|season(?:al|ality)\b|horizon\b"),
        (2, r"how many\b[^.;?]{0,60}\b(?:each|per|next|tomorrow|a) (?:hour|day|week|month|year)?"),
        (2, r"(?:expected )?(?:units|quantit\w+|volumes?) sold\b|sales of (?:each|every|all)\b"),
        (2, r"s?mape\b|seasonal[- ]naive\b"),
        (1, r"staffing\b|purchasing\b|stock\b|inventory\b"),
    ),
    "embeddings": (
        (6, r"embedding\w*|embed\b"),
        (3, r"vectors?\b"),
        (4, r"encoders?\b"),
        (3, r"nearest[- ]neighbou?rs?\b|neighbou?rs\b"),
        (
            2,
            r"similarity\b|near[- ]duplicates?\b|lie close together|similar \w+ (?:are|lie|end up|"
            r"should be) (?:close|near)\w*",
        ),
        (2, r"represent(?:s|ations?)?\b|latent space\b"),
    ),
    "LLM workflow": (
        (6, r"llms?\b|language models?\b|(?:chat)?gpt\S*|generative ai\b|foundation models?\b"),
        (6, r"rag\b|retrieval[- ]augmented"),
        (5, r"chat ?bots?\b|assistants?\b(?! manager)"),
        (4, r"summari[sz](?:e|es|ing|ation)\b"),
        (4, r"prompts?\b|hallucinat\w+|made[- ]up (?:claims?|facts?|sources?)"),
        (5, r"agents? with tools|agentic\b|autonomous agents?\b|tool[- ]using"),
        (
            4,
            r"(?:draft|write|generate|compose)s? (?:\w+ ){0,2}(?:repl(?:y|ies)|"
            r"answers?|descriptions?|summar\w+|texts?|emails?)\b",
        ),
        (
            3,
            r"answers? (?:\w+ ){0,2}questions?\b|cit(?:e|es|ing) (?:them|sources|the)|"
            r"extract\b[^.;]{0,60}\bfrom\b[^.;]{0,40}\bas json\b",
        ),
    ),
    "anomaly": (
        (6, r"anomal\w+|abnormal\w*"),
        (5, r"outliers?\b|novelty detection|deviat(?:es?|ing) from"),
        (4, r"(?:do|does) not look like (?:the )?(?:other|usual|normal|rest)"),
        (4, r"unusual\w*|odd\b|strange\w*|suspicious\w*|weird\w*"),
        (4, r"differ\w*\s+from\s+(?:(?:a|the|its|their|his)\b[^.;]{0,30}\b)?(?:usual|normal)\w*|out of the ordinary"),
        (3, r"intrusions?\b|unknown attacks?|without known \w+"),
        (1, r"no labels|without labels|alerts?\b|sensors?\b"),
    ),
    "batch analytics": (
        (
            4,
            r"which (?:\w+ )?\w+ (?:were|was|have been)\b|"
            r"(?:factors?|drivers?|causes?)\b[^.;]{0,20}\b(?:affect|driv|influenc)\w*",
        ),
        (7, EFFECT),
        (7, r"how (?:did|does|do|have|has) [^.;?]{0,60}\b(?:change|affect|influence|alter)d?\b"),
        (
            5,
            r"(?:tell|explain|show|find out|understand|know|learn|say)\b(?: \w+)? why\b|"
            r"(?<![\w ])why (?:do|did|does|are|is|have|has)\b",
        ),
        (5, r"(?:find out|tell \w+|know|understand) what (?:drove|caused|drives|led to|explains|lies behind)\b"),
        (3, r"groups? of (?:similar|like)\b|similar (?:tastes|behaviou?r)"),
        (4, r"dashboards?\b|kpis?\b|slide(?:s| deck)?\b|exploratory\b|eda\b"),
        (3, r"analy[sz](?:e|es|ing)\b|analysis\b|analytics\b|explor(?:e|ing)\b|cohorts?\b|cluster(?:s|ing)?\b"),
        (3, r"(?:annual|monthly|weekly|quarterly|yearly|daily) reports?\b|reports? (?:of|on|about)\b"),
        (3, r"which \w+(?: \w+)? (?:lost|grew|gained|changed|fell|rose|dropped)\b"),
        (3, r"attribution\b|attribute (?:the |our )?(?:sales|revenue|conversions|orders)\b"),
        (
            2,
            r"segment(?:s|ed|ation|ing)?\b|stands? out\b|last (?:year|quarter|month|"
            r"week)['’]s\b|insights?\b|(?:daily|weekly|monthly) active",
        ),
        (1, r"quarter(?:ly)?\b|and why\b|planning meeting\b|compare\b"),
    ),
}
"""Family → cues, each with its weight. Weights add up; the heaviest family is what the brief is read as."""
_COMPILED = {family: tuple((weight, compiled(cue)) for weight, cue in cues) for family, cues in CUES.items()}
FAMILIES: tuple[Family, ...] = get_args(Family)
CLEAR = 2
"""Weight from which a family counts as heard."""


class Score(NamedTuple):
    """How loudly a brief speaks of a family, and where."""

    family: Family
    weight: int
    heard: tuple[Heard, ...]


def families(text: str) -> list[Score]:
    """The families that a brief has words of, the likeliest first."""
    scores = [_score(text, family) for family in FAMILIES]
    return sorted(
        (item for item in scores if item.weight), key=lambda item: (-item.weight, FAMILIES.index(item.family))
    )


def _score(text: str, family: Family) -> Score:
    weight, found = 0, []
    for worth, pattern in _COMPILED[family]:
        heard = hear(text, pattern)
        if heard is not None and (not heard.denied or _names_its_denial(pattern)):
            weight += worth
            found.append(heard)
    return Score(family, weight, tuple(found))


def _names_its_denial(pattern: re.Pattern[str]) -> bool:
    return "no labels" in pattern.pattern or "not look like" in pattern.pattern
