"""The twelve questions of a review of model code: those that the rules answer, and those that only a person can."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal, NamedTuple

from mlwright.leakage.rule import Rule
from mlwright.leakage.rules import RULES

State = Literal["found", "nothing found", "not checked", "by hand"]
BY_HAND: State = "by hand"


class Item(NamedTuple):
    """A question, and the rules that look for its answer; none when it takes a person."""

    question: str
    codes: tuple[str, ...] = ()


def _item(question: str, codes: str = "") -> Item:
    return Item(question, tuple(codes.split()))


FAMILIES = {"LK1": 2, "LK2": 3, "LK3": 4, "LK4": 5, "LK5": 5, "LK6": 6, "HY7": 7}
"""The question of a rule that is named under none and names none itself (QUESTION), by the beginning of its code."""
QUESTIONS = (
    _item("Is every score taken on rows that the model was not fitted on?", "LK110 LK111 LK112 HY705"),
    _item(
        "Is all preparation learned from training rows alone?",
        "LK101 LK102 LK103 LK104 LK105 LK106 LK107 LK108 LK109 LK404 LK503 LK602",
    ),
    _item(
        "Were parameters, thresholds and stopping chosen without the rows of the reported score?",
        "LK201 LK202 LK203 LK204 LK205 LK206",
    ),
    _item("Do the features hold only what is known before the outcome?", "LK301 LK302 LK303 LK304"),
    _item(
        "Does the split respect time, and persons or things that come more than once?",
        "LK401 LK402 LK403 LK405 LK406 LK501 LK502",
    ),
    _item("Do metric and test part fit the question?", "HY702 HY703 HY706 LK601"),
    _item("Can the run be repeated, and found again?", "HY701 HY707 HY709 HY712 HY713"),
    _item("Is the purpose written down, and is a simple model scored beside?", "HY708 HY722 HY723"),
    _item("Are artefacts loaded in formats that run no code, or from known places?", "HY704"),
    _item("Does a gate stand before promotion, and is the served model watched?", "HY720 HY721"),
    _item("Are the labels right, and is it known how late they come?"),
    _item("Has a person read failures in each slice, weighed their cost, and named the way back and its owner?"),
)


def placed(questions: Sequence[Item], rules: Iterable[Rule]) -> tuple[Item, ...]:
    """The questions with every rule under one; ValueError where a rule fits none."""
    codes = [list(item.codes) for item in questions]
    named = {code for item in questions for code in item.codes}
    for rule in rules:
        number = rule.question or FAMILIES.get(rule.code[:3], 0)
        if rule.code in named and rule.question is None:
            continue
        if rule.code in named or not 1 <= number <= len(codes) or not codes[number - 1]:
            raise ValueError(f"{rule.code}: QUESTION in rules/{rule.name}.py is to be the number of one question")
        codes[number - 1].append(rule.code)
    return tuple(item._replace(codes=tuple(found)) for item, found in zip(questions, codes, strict=True))


ITEMS = placed(QUESTIONS, RULES.values())

ANTI_PATTERNS = (
    _item("Training on test rows", "LK104 LK110 LK111"),
    _item("Ignoring imbalance", "HY702 HY706"),
    _item("No monitoring", "HY721"),
    _item("Tuning on test rows", "LK201 LK202 LK203 LK206"),
    _item("No tracking", "HY707"),
    _item("Premature optimisation", "HY708"),
    _item("Leakage by preprocessing", "LK101 LK102 LK103 LK105 LK106 LK107 LK108"),
    _item("A run that cannot be repeated", "HY701 HY709 HY712"),
    _item("Unsafe loading", "HY704"),
)


def states(found: Collection[str], asked: Collection[str]) -> list[dict[str, Any]]:
    """Each question with its state, by the codes that were found and those that were looked for.

    `nothing found` speaks of the codes that were looked for alone; the others stand under `not_checked`.
    """
    return [
        {
            "number": number,
            "question": item.question,
            "codes": list(item.codes),
            "state": _state(item, found, asked),
            "not_checked": [code for code in item.codes if code not in asked and code not in found],
        }
        for number, item in enumerate(ITEMS, 1)
    ]


def _state(item: Item, found: Collection[str], asked: Collection[str]) -> State:
    if not item.codes:
        return BY_HAND
    if any(code in found for code in item.codes):
        return "found"
    return "nothing found" if any(code in asked for code in item.codes) else "not checked"


def table() -> str:
    """The checklist in Markdown, with the rules that decide each question by machine."""
    return _table("question", "decided by", ITEMS)


def anti_patterns() -> str:
    """What goes wrong most often, in Markdown, with the rules that find it."""
    return _table("anti-pattern", "found by", ANTI_PATTERNS)


def _table(first: str, second: str, items: Sequence[Item]) -> str:
    rows = [
        f"| {number} | {item.question} | {', '.join(item.codes) or BY_HAND} |" for number, item in enumerate(items, 1)
    ]
    return "\n".join([f"| | {first} | {second} |", "|---|---|---|", *rows])
