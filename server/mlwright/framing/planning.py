"""From a brief to a plan: kind, family, lanes with their reasons, and what is not known."""

from collections.abc import Mapping

from mlwright.errors import InputError, quoted
from mlwright.framing import kinds, lanes, questions
from mlwright.framing.cues import Heard, answer, hear
from mlwright.framing.families import CLEAR, FAMILIES, Score, families
from mlwright.specs.plan import Because, Family, Kind, Known, Lane, Plan, Unknown

LONGEST_BRIEF = 4_000
LONGEST_FACT = 500
_FAMILY = {name.casefold(): name for name in FAMILIES}
_OF_KIND: dict[Kind, tuple[str, ...]] = {"rules": ("rule_baseline",), "upkeep": ("monitoring",)}
YES, NO = frozenset({"yes", "true"}), frozenset({"no", "none", "false"})
ADVICE: dict[Kind, str] = {
    "rules": "Rules suffice: write the rule, count on past cases what it would have done, and learn nothing yet. "
    "A model is worth its upkeep when the rule's mistakes cost more.",
    "analysis": "This asks for an analysis, not for a model: nothing is trained, served or retrained.",
    "data pipeline": "This moves data and predicts nothing: a job with a schema check does it, without this package.",
    "research": "This is research: its product is knowledge. Come back with a decision that changes by a prediction.",
    "upkeep": "A model is there already: this asks whether it still holds and when it learns anew; nothing is built.",
    "unclear": "Nothing here says what is to be predicted or decided: answer the open questions first.",
}
REFUSAL = (
    "“{quote}” is no requirement: it can neither be met nor missed. Say whose decision changes, what is predicted, "
    "and by which number on which cases it is seen (for example: recall of refund requests from 0.60 to 0.75 at the "
    "same number of false alarms)."
)


def plan(brief: str, facts: Mapping[str, str | bool] | None = None) -> Plan:
    """What a brief asks for, by its own words and the facts given beside it. Raises InputError."""
    text = _readable(brief)
    given = _facts(facts or {})
    heard = families(text)
    kind, family, because = _given_kind(given) or _kind(text, heard)
    if kind == "unclear" and "target" in given:
        kind, family, because = _by_target(given["target"])
    unlabelled = family in lanes.SUPERVISED and _unlabelled(text, given)
    work = _lanes(text, family, kind, because, given)
    if unlabelled:
        work = tuple(lane for lane in work if lane.name not in lanes.OF_LABELS)
    known, unknowns = _questions(text, kind, {lane.name for lane in work}, given, unlabelled)
    return Plan(
        brief=text,
        kind=kind,
        family=family,
        because=tuple(because),
        also=tuple(item.family for item in heard if item.family != family and item.weight >= CLEAR),
        refused=REFUSAL.format(quote=because[0].quote) if kind == "no requirement" else "",
        advice=_advice(kind, family, {lane.name for lane in work}),
        lanes=work,
        known=known,
        unknowns=unknowns,
        ready=kind not in ("no requirement", "unclear") and not any(item.blocks for item in unknowns),
    )


def _readable(brief: str) -> str:
    text = " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in brief).split())
    if not text:
        raise InputError("the brief is empty", "say in a sentence or two what is wanted, by whom and what for")
    if len(text) > LONGEST_BRIEF:
        raise InputError(
            f"the brief has {len(text):,} characters, more than {LONGEST_BRIEF:,}",
            "shorten it to what is wanted and why",
        )
    return text


def _facts(facts: Mapping[str, str | bool]) -> dict[str, str]:
    known = sorted({*lanes.LANES, *questions.QUESTIONS})
    given = {}
    for name, value in facts.items():
        if name not in known:
            raise InputError(f"there is no fact {quoted(name)}", f"facts: {', '.join(known)}")
        text = ("yes" if value else "no") if isinstance(value, bool) else " ".join(value.split())
        if not text or len(text) > LONGEST_FACT or not text.isprintable():
            raise InputError(
                f"the fact {name} is {quoted(text, 60)}",
                f"give yes, no or an answer of 1 to {LONGEST_FACT} printable characters",
            )
        if name == "family" and text.casefold() not in _FAMILY:
            raise InputError(f"the fact family is {quoted(text, 60)}", f"families: {', '.join(FAMILIES)}")
        if name not in questions.QUESTIONS and text.casefold() not in YES | NO:
            raise InputError(f"the fact {name} is {quoted(text, 60)}", "a lane is asked for with yes or no")
        given[name] = text
    return given


def _given_kind(given: Mapping[str, str]) -> tuple[Kind, Family | None, list[Because]] | None:
    if "family" not in given:
        return None
    family = _FAMILY[given["family"].casefold()]
    return _kind_of(family), family, [Because(source="fact", quote=f"family={given['family']}")]


def _by_target(target: str) -> tuple[Kind, Family | None, list[Because]]:
    """What the answer to the question for the target says of the kind, where the brief says nothing."""
    heard = families(target)
    if not heard or heard[0].weight < CLEAR:
        return "unclear", None, []
    return _kind_of(heard[0].family), heard[0].family, [Because(source="fact", quote=f"target={target}")]


def _kind_of(family: Family) -> Kind:
    return "analysis" if family == "batch analytics" else "model"


def _unlabelled(text: str, given: Mapping[str, str]) -> bool:
    fact = given.get("labels", "").casefold()
    return fact in NO or (not fact and questions.UNLABELLED.search(text) is not None)


def _kind(text: str, heard: list[Score]) -> tuple[Kind, Family | None, list[Because]]:
    best = heard[0] if heard else None
    loudness = best.weight if best else 0
    other = kinds.other(text)
    if other is not None and other.weight >= loudness:
        return other.kind, None, _quotes(other.heard)
    wish = kinds.vague(text)
    if wish is not None and not wish.denied and loudness <= CLEAR and not kinds.measurable(text):
        return "no requirement", None, _quotes((wish,))
    if best is None or (loudness < CLEAR and not kinds.measurable(text)):
        return "unclear", None, []
    return _kind_of(best.family), best.family, _quotes(best.heard)


def _quotes(heard: tuple[Heard, ...]) -> list[Because]:
    return [Because(source="brief", quote=quote) for quote in dict.fromkeys(item.quote for item in heard)]


def _lanes(
    text: str, family: Family | None, kind: Kind, because: list[Because], given: Mapping[str, str]
) -> tuple[Lane, ...]:
    own = lanes.OF_FAMILY[family] if family else _OF_KIND.get(kind, ())
    found = []
    for name in lanes.LANES:
        if (kind == "upkeep" and name not in (*lanes.OF_UPKEEP, *given)) or (
            family in ("regression", "forecasting") and name in lanes.OF_CLASSES - set(given)
        ):
            continue
        reason = _reason(text, name, kind, own, because, given)
        if reason is not None and (kind != "no requirement" or reason.source == "fact"):
            found.append(_lane(name, reason))
    return tuple(found)


def _reason(
    text: str, name: str, kind: Kind, own: tuple[str, ...], because: list[Because], given: Mapping[str, str]
) -> Because | None:
    fact = given.get(name, "")
    if fact.casefold() in NO:
        return None
    if fact:
        return Because(source="fact", quote=f"{name}={fact}")
    heard = hear(text, lanes.CUES[name], lanes.UNLESS.get(name))
    if name in own:
        return because[0]
    if kind not in ("model", "unclear", "upkeep") and name in lanes.OF_MODELS:
        return None
    return Because(source="brief", quote=heard.quote) if heard is not None and not heard.denied else None


def _lane(name: str, because: Because) -> Lane:
    work = lanes.LANES[name]
    return Lane(
        name=name, title=work.title, because=because, tools=work.tools, commands=work.commands, by_hand=work.by_hand
    )


def _questions(
    text: str, kind: Kind, work: set[str], given: Mapping[str, str], unlabelled: bool
) -> tuple[tuple[Known, ...], tuple[Unknown, ...]]:
    known, unknowns = [], []
    for name, asked in questions.QUESTIONS.items():
        if kind not in asked.kinds or (asked.lane and asked.lane not in work):
            continue
        if name == "labels" and unlabelled:
            unknowns.append(Unknown(name=name, question=questions.NO_LABELS, blocks=True))
        elif (said := _answer(text, name, given)) is None:
            unknowns.append(Unknown(name=name, question=asked.question, blocks=asked.blocks))
        else:
            known.append(Known(name=name, answer=said))
    return tuple(known), tuple(unknowns)


def _answer(text: str, name: str, given: Mapping[str, str]) -> Because | None:
    fact = given.get(name, "")
    # a bare yes says that there are labels, not where they come from
    if fact and fact.casefold() not in YES:
        return Because(source="fact", quote=f"{name}={fact}")
    asked = questions.QUESTIONS[name]
    quote = answer(text, questions.CUES[name], questions.UNLESS.get(name), asked.onward, asked.may_deny)
    if name == "labels" and not quote:
        # where nothing is learned from labels, that there are none is an answer
        quote = answer(text, (questions.UNLABELLED,), None, False, True)
    return Because(source="brief", quote=quote) if quote else None


def _advice(kind: Kind, family: Family | None, work: set[str]) -> tuple[str, ...]:
    said = [ADVICE[kind]] if kind in ADVICE else []
    if family in ("ranking", "recommendation"):
        said.append(
            "Our training scores single rows: it can learn a score per item; lists and their metrics are by hand."
        )
    if family in ("search", "embeddings", "LLM workflow", "anomaly"):
        said.append(
            "Our tools profile and review here; training, index or prompt are by hand, under the same discipline."
        )
    if "unstructured_input" in work:
        said.append("Our training reads tables: pictures, sound and long texts need columns made from them first.")
    return tuple(said)
