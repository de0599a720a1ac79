"""Rows that belong together: what the code knows of persons and things that come more than once."""

from typing import TYPE_CHECKING

from mlwright.leakage.domain.rows import sources
from mlwright.leakage.domain.values import Constant, Data
from mlwright.leakage.events import Call
from mlwright.leakage.findings import Level
from mlwright.leakage.knowledge import naming
from mlwright.leakage.knowledge.estimators import SPLITTERS
from mlwright.leakage.ordering import Draw

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

PERSONS = frozenset(
    ["patient", "participant", "speaker", "volunteer", "donor", "respondent", "infant", "animal", "rat", "mouse"]
)
NUMBERED = frozenset(["subject", "person", "writer", "individual", "client", "user", "customer", "student", "author"])


def group_ignored(facts: "Facts", draw: Draw) -> tuple[Level, str] | None:
    """Why a random draw tears groups apart, as far as the code shows; None where it knows of none."""
    if not facts.fits and not facts.validations:
        return None  # folds that are only shown
    if draw.groups is not None and not {"index", "time"} & draw.groups.flags:
        return "high", _named(draw.groups)
    if facts.groups_kept:
        return None
    rows = frozenset().union(*(sources(data.rows) for data in draw.datas)) if draw.datas else frozenset()
    for call in facts.countings:
        if call.at > draw.event.at:
            break
        owner = call.values[0]
        if not isinstance(owner, Data) or not sources(owner.rows) & rows:
            continue
        level_name = _by_column(call) if call.function == "groupby" else _counted(owner)
        if level_name is not None and level_name[0] != "low":
            return level_name
    return None


def countings(facts: "Facts") -> list[Call]:
    """Calls that tell rows apart by a column, or count how many different values it has."""
    return [call for call in facts.of(Call) if call.function in {"groupby", "nunique"} and call.values]


def groups_kept(facts: "Facts") -> bool:
    """Whether a splitter that keeps groups whole is at work anywhere."""
    return any(
        call.function.rpartition(".")[2] in SPLITTERS and SPLITTERS[call.function.rpartition(".")[2]] == "group"
        for call in facts.of(Call)
    )


def _by_column(call: Call) -> tuple[Level, str] | None:
    names = [value.value for value in call.values[1:] if isinstance(value, Constant) and isinstance(value.value, str)]
    return next(((level, name) for name in names[:1] if (level := _person(name)) is not None), None)


def _counted(owner: Data) -> tuple[Level, str] | None:
    """Who counts subjects knows that they come more than once; patients may be counted to see that they do not."""
    words = set(naming.words(owner.name or ""))
    if words & {"subject", "participant", "speaker", "volunteer", "writer"}:
        return "medium", str(owner.name)
    return None


def _person(name: str) -> Level | None:
    words = set(naming.words(name))
    if words & PERSONS:
        return "medium"
    if words & NUMBERED and words & naming.EVENT_ID:
        return "medium" if words & {"subject", "person", "individual", "writer"} else "low"
    return None


def _named(data: Data) -> str:
    return data.name or data.text or "the groups"


def siblings(draw: Draw) -> bool:
    """Whether rows are pieces of one and the same picture, text or recording."""
    return any("siblings" in data.flags for data in draw.datas)
