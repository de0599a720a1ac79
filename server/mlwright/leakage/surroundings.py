"""What a file does around its models: seeds, saving, tracking, installing, where artefacts come from."""

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlwright.leakage.domain.values import Constant, Estimator, Library, Method, Unknown, Value
from mlwright.leakage.events import Call
from mlwright.leakage.knowledge import functions
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

SEEDS = names("seed manual_seed manual_seed_all set_seed set_random_seed seed_everything enable_full_determinism")
SAVES = names("""
    dump save save_model save_weights save_pretrained log_model export save_checkpoint persist
    """)
INSTALL = re.compile(r"\b(?:pip3?|conda|mamba)\s+install\s+(.+)")
OPTION_WITH_VALUE = names(
    "-r --requirement -c --constraint -i --index-url --extra-index-url -f --find-links -t --target -e --editable"
)


def seed_calls(facts: "Facts") -> list[Call]:
    """Calls that seed a global generator."""
    return [call for call in facts.of(Call) if call.function.rpartition(".")[2] in SEEDS]


def saves(facts: "Facts") -> list[Call]:
    """Calls that put a model on disk: joblib.dump, model.save, torch.save."""
    return [call for call in facts.of(Call) if call.function.rpartition(".")[2] in SAVES and _of_model(call)]


def _of_model(call: Call) -> bool:
    if any(isinstance(value, Estimator) and value.role not in {"transformer", "unknown"} for value in call.values):
        return True
    return call.function in {"torch.save", "mlflow.sklearn.log_model"}


def tracked(facts: "Facts") -> bool:
    """Whether an experiment tracker is called."""
    roots = (call.function for call in facts.of(Call))
    return any(part in functions.TRACKERS for function in roots for part in function.split("."))


def written(facts: "Facts") -> set[str]:
    """Paths that the file itself writes artefacts to."""
    found: set[str] = set()
    for call in facts.of(Call):
        if call.function.rpartition(".")[2] in SAVES | {"savez", "to_pickle", "savez_compressed", "ModelCheckpoint"}:
            values = [*call.values, *call.params.values()]
            found |= {value.value for value in values if isinstance(value, Constant) and isinstance(value.value, str)}
    return found


def origin(value: Value | None) -> str:
    """Where a path or a stream comes from: outside, constant, unknown."""
    if isinstance(value, Method):
        return origin(value.receiver)
    if isinstance(value, Constant) and isinstance(value.value, str):
        return "outside" if re.match(r"(?:https?|s?ftp)://", value.value) else "constant"
    named = value.name if isinstance(value, Library) else value.text if isinstance(value, Unknown) else ""
    if functions.from_outside(named):
        return "outside"
    if isinstance(value, Estimator) and value.params:
        return origin(next(iter(value.params.values())))
    return "unknown"


def installs(facts: "Facts") -> Iterator[tuple[int, list[str]]]:
    """Lines that install packages, with those that have no version."""
    for number, line in enumerate(facts.source.lines, 1):
        if "install" not in line or not _runs(facts, number, line):
            continue
        found = INSTALL.search(re.sub(r"[\"',()]|\[(?=[\"'])", " ", line))
        if found is not None:
            loose = unpinned(re.split(r"[;&|#]", found[1])[0].split())
            if loose:
                yield number, loose


def _runs(facts: "Facts", number: int, line: str) -> bool:
    """Whether a line is a shell line of a notebook, which reading keeps as a comment, or a call of the shell."""
    if "# !" in line and number in facts.source.repaired:
        return True
    return (
        not line.lstrip().startswith("#")
        and re.search(r"\bos\.(?:system|popen)\(|\bsubprocess\b|\bcheck_call\(", line) is not None
    )


def unpinned(given: list[str]) -> list[str]:
    """The packages of a pip command that carry no version and are no file or address."""
    loose: list[str] = []
    skip = False
    for word in given:
        if skip or word.startswith("-"):
            skip = not skip and word in OPTION_WITH_VALUE
            continue
        name = word.strip("'\"")
        if (
            name
            and re.fullmatch(r"[A-Za-z0-9][\w.\-]*(?:\[[\w,\- ]*\])?", name)
            and not name.endswith((".txt", ".whl", ".gz", ".zip"))
        ):
            loose.append(name)
    return loose


def at_line(line: int) -> ast.AST:
    """A node that stands for a line which has none: a magic, a cell."""
    return ast.Pass(lineno=line, col_offset=0, end_lineno=line, end_col_offset=0)
