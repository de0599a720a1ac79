"""What a goal in the user's words says about the column, the task and the class that matters."""

import re

from mlwright.errors import TargetError, quoted
from mlwright.profiling.findings.names import words
from mlwright.specs.profile import Task

_OTHER_TASKS = (
    ("clustering", r"\bcluster(ing|s)?\b"),
    ("segmentation", r"\bsegment(ation|ing)\b|\bsegment (the|our|my|all|these)\b|^\s*segment\b"),
    ("recommendation", r"\brecommend(ation|ations|er|ing)\b|^\s*recommend\b"),
)
_PREDICTS = re.compile(r"\b(predict|forecast|classif|estimat|regress)\w*|예측|분류", re.IGNORECASE)
_CLASSES = re.compile(r"\bclassif\w*|\bwhich (class|category|kind|type|species)\b", re.IGNORECASE)
_AMOUNTS = re.compile(r"\bregress\w*", re.IGNORECASE)
_ENDINGS = re.compile(r"(ies|ing|ed|es|er|s|e|y)$")


def refuse_other_tasks(goal: str) -> None:
    """Raise TargetError when the goal asks for a task that has no target to predict."""
    if _PREDICTS.search(goal):
        return
    for task, pattern in _OTHER_TASKS:
        if re.search(pattern, goal, re.IGNORECASE):
            raise TargetError(
                f"The goal asks for {task} ({quoted(goal)}), which is not offered.",
                "Offered are binary and multiclass classification, regression and forecasting of one column.",
            )


def refuse_contradiction(goal: str, task: Task, target: str, words_only: bool) -> None:
    """Raise TargetError when the goal names another task than the one that is asked for or fits the target."""
    amounts, classes = _AMOUNTS.search(goal), _CLASSES.search(goal)
    if amounts and not classes and (words_only or task in ("binary", "multiclass")):
        raise TargetError(
            f"The goal says {quoted(amounts[0])}, but {quoted(target)} is read as {task}.",
            "Regression needs numbers; change the goal, the task or the target.",
        )
    if classes and not amounts and task in ("regression", "forecasting"):
        raise TargetError(
            f"The goal says {quoted(classes[0])}, but {quoted(target)} is read as {task}.",
            "Classes need few distinct values; change the goal, the task or the target.",
        )


def says_classes(text: str) -> bool:
    """The text speaks of labels rather than amounts."""
    return bool(re.search(r"\b(class|grade|category|type|species|rating|label)\w*", text.replace("_", " "), re.I))


def says_amounts(text: str) -> bool:
    """The text asks how many or how much."""
    return bool(re.search(r"\b(regress\w*|how (many|much)|number of|amount of)\b", text, re.IGNORECASE))


def mentions(goal: str, name: str) -> tuple[float, str] | None:
    """Score and reason when the goal names a column: as it stands, without spaces, or by the stem of a word."""
    compact = "".join(words(name))
    if len(compact) >= 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", goal, re.IGNORECASE):
        return 5.0, "the goal names it"
    if len(compact) >= 5 and compact in "".join(words(goal)):
        return 5.0, "the goal names it"
    said = {_stem(word) for word in words(goal)}
    shared = [word for word in words(name) if len(word) >= 4 and _stem(word) in said]
    return (2.0, f"the goal speaks of {quoted(shared[0])}") if shared else None


def positive_class(goal: str, target: str, labels: list[str], rarest: str) -> str:
    """The class whose probability matters: named in the goal, else a yes-word, else the rarer one."""
    for label in labels:
        said = rf"(?<!\w){re.escape(target)}\s*(=|==|is|equals|:)\s*['\"]?{re.escape(label)}(?!\w)"
        if re.search(said, goal, re.IGNORECASE):
            return label
    spoken = [
        label for label in labels if len(label) >= 3 and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", goal, re.I)
    ]
    if len(spoken) == 1 and not spoken[0].isdigit():
        return spoken[0]
    yes = {"yes", "y", "true", "t", "1", "positive", "pos", "예", target.casefold()}
    affirmed = [label for label in labels if label.casefold() in yes]
    return affirmed[0] if len(affirmed) == 1 else rarest


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word) if len(word) > 4 else word.removesuffix("s")
