"""What the words in capitals of a documented command stand for in the scratch project."""

import re
import shlex
import socket
from collections.abc import Sequence
from itertools import pairwise

BUDGET = "2"
GOAL = "predict which customers leave"
TIMED = ("run", "config", "train")
"""Commands that take a budget: the audit asks for a small one."""
STANDS_FOR = {
    "DATA": "data/churn.csv",
    "NEW_DATA": "new.csv",
    "CONTRACT": "output/churn/data/contract.yaml",
    "WORKSPACE": "output/churn",
    "PATHS": "src",
    "DIR": ".",
    "SCRIPT": "train.py",
    "CODE": "LK101",
    "BRIEF": "predict which customers leave next month, from a table with known outcomes",
    "LOG": "ci.log",
    "HOST": "claude",
    "LANE": "features",
    "TASK": "MLE-01",
    "...": GOAL,
}
BY_OPTION = {
    ("--by", "NAME"): "your name",
    ("--target", "NAME"): "Churn",
    ("--target", "COLUMN"): "y",
    ("--split", "COLUMN"): "part",
    ("--data", "FILE"): "train.csv",
    ("--out", "FILE"): "scored.csv",
    ("--output", "FILE"): "report.txt",
    ("--baseline", "FILE"): "review-baseline.json",
    ("--compact", "FILE"): "README.md",
    ("--run", "exp-NNN"): "exp-001",
    ("--select", "ALL"): "ALL",
    ("--budget", "SECONDS"): BUDGET,
    ("--goal", "TEXT"): GOAL,
    ("--only", "NAME"): "mlops",
    ("--fact", "KEY=VALUE"): "labels=yes",
    ("--vars-file", "FILE"): "variables.json",
}
SECOND = {("--data", "FILE"): "test.csv"}
"""What a word stands for where it comes again."""
BY_COMMAND = {
    ("skills show", "NAME"): "mle-workflow",
    ("skills show", "FILE"): "SKILL.md",
    ("skills run", "NAME"): "ml-engineer",
    ("skills run", "KEY=VALUE"): "data=data/churn.csv",
    ("skills run", "FILE"): "plan.md",
    ("skills pack", "NAME"): "mlops",
    ("skills pack", "FILE"): "skills.zip",
    ("compact", "FILE"): "compact.md",
    ("ledger", "FILE"): "ledger.jsonl",
}
GROUPS = frozenset({"skills"})
PLACEHOLDER = re.compile(r"[A-Z][A-Z_]*[A-Z](?:=[A-Z]+)?|[A-Z]")


def concrete(text: str) -> list[str]:
    """The words of a command, with its placeholders filled in and a small budget; ValueError for an unknown one."""
    words = split(text)
    filled = words[:1]
    for place, (before, word) in enumerate(pairwise(words)):
        again = (before, word) in pairwise(words[: place + 1])
        value = SECOND.get((before, word)) if again else None
        value = value or _value(words, before, word)
        if value is None and PLACEHOLDER.fullmatch(word):
            raise ValueError(f"the audit does not know what {word} stands for")
        filled.append(value or word)
    return _bounded(words, filled)


def split(text: str) -> list[str]:
    """The words of a command; what stands in square brackets may be left out, and is kept."""
    words, inside = [], False
    for word in shlex.split(text):
        inside = inside or word.startswith("[--")
        bare = word.removeprefix("[") if inside and word.startswith("[--") else word
        closes = inside and bare.endswith("]")
        words.append(bare[:-1] if closes else bare)
        inside = inside and not closes
    return words


def command_of(words: Sequence[str]) -> str:
    """The name of the command: `train`, or `skills run` where it stands in a group."""
    return " ".join(words[1:3] if words[1:2] and words[1] in GROUPS else words[1:2])


def _value(words: Sequence[str], before: str, word: str) -> str | None:
    if word == "PORT":
        return str(_free_port())
    if word.startswith("WORKSPACE/"):
        return STANDS_FOR["WORKSPACE"] + word.removeprefix("WORKSPACE")
    return BY_COMMAND.get((command_of(words), word)) or BY_OPTION.get((before, word)) or STANDS_FOR.get(word)


def _bounded(words: Sequence[str], filled: list[str]) -> list[str]:
    if len(filled) > 1 and filled[1] in TIMED:
        if "--budget" in filled:
            filled[filled.index("--budget") + 1] = BUDGET
        else:
            filled += ["--budget", BUDGET]
    if words[1:2] == ["simulate"] and not any(word.startswith("MLE-") for word in filled):
        # all ten take minutes and have a test of their own
        filled = [*(word for word in filled if word != "--all"), "MLE-01"]
    if words[1:3] == ["profile", "DATA"]:
        # where a paper leaves target and goal to a conversation, the audit is who answers, and always says the same
        if not {"--target", "--goal"} & set(words):
            filled += ["--target", "Churn"]
        if "--goal" not in words:
            filled += ["--goal", GOAL]
    return filled


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
