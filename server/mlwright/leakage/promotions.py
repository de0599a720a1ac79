"""How models go to their users, and what stands in the way of a bad one."""

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from mlwright.leakage.domain.joining import data_in, scores_in
from mlwright.leakage.domain.values import Constant, Estimator, Value
from mlwright.leakage.events import Call, Event, Guard
from mlwright.leakage.findings import Level
from mlwright.leakage.knowledge import operations
from mlwright.leakage.knowledge.naming import words

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts


class Promotion(NamedTuple):
    """A model is handed over; `how` says in the reader's words to whom."""

    call: Call
    how: str
    confidence: Level


WAYS = {
    "stage": "given a stage of the registry",
    "alias": "given an alias of the registry",
    "registry": "registered",
    "hub": "uploaded to a hub",
    "deployment": "deployed",
}


def ungated(facts: "Facts") -> list[Promotion]:
    """Promotions that no test of a score guards."""
    return [item for item in promotions(facts) if not _guarded(facts, item.call)]


def promotions(facts: "Facts") -> list[Promotion]:
    """Calls that hand a model over to others."""
    found = (_promotion(call) for call in facts.of(Call))
    return [item for item in found if item is not None]


def _promotion(call: Call) -> Promotion | None:
    name = call.function.rpartition(".")[2]
    if name == "log_model" and _text(call.params.get("registered_model_name")) != "":
        return Promotion(call, WAYS["registry"], "low") if "registered_model_name" in call.params else None
    kind = operations.PROMOTIONS.get(name)
    if kind is None and name in operations.DEPLOYMENTS and _deploys(call):
        kind = operations.DEPLOYMENTS[name]
    if kind is None:
        return None
    if kind in {"stage", "alias"}:
        said = {word for value in [*call.values, *call.params.values()] for word in words(_text(value))}
        if said & operations.NOT_LIVE and not said & operations.LIVE:
            return None
        return Promotion(call, WAYS[kind], "medium" if said & operations.LIVE else "low")
    return Promotion(call, WAYS[kind], "medium" if kind in {"deployment", "registry"} else "low")


def _deploys(call: Call) -> bool:
    named = set(call.function.split(".")[:-1])
    owner = call.values[0] if call.values else None
    if isinstance(owner, Estimator):
        named.add(owner.klass)
    return bool(named & operations.DEPLOYERS)


def _text(value: Value | None) -> str:
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else ""


# -- gates ------------------------------------------------------------------------------------------------------


def _guarded(facts: "Facts", call: Call) -> bool:
    if any(guard.at < call.at and _covers(guard, call) and _judges(guard) for guard in facts.of(Guard)):
        return True
    if "validation_thresholds" in {name for event in facts.of(Call) for name in event.params}:
        return True
    # a check in a library or a module that is not at hand, before the model goes
    return any(event.at < call.at and _judging(event.function.rpartition(".")[2]) for event in facts.of(Call))


def _covers(guard: Guard, call: Call) -> bool:
    """Whether a test decides on a call: it stands around it, or ends what would lead to it."""
    if guard.ends == "raises" and _entry(guard) in {None, _entry(call)}:
        return True
    if guard.ends == "returns" and guard.inside == call.inside[: len(guard.inside)]:
        return True
    return any(source is guard.source and _within(node, guard.node) for source, node in _way(call))


def _entry(event: Event) -> Any:
    """The function that nothing calls and in which an event happens; None for the module's own text."""
    outermost = event.inside[0] if event.inside else None
    return outermost if isinstance(outermost, ast.FunctionDef | ast.AsyncFunctionDef) else None


def _way(event: Event) -> list[tuple[Any, Any]]:
    return [(event.source, event.node), *zip(event.callers, event.inside, strict=True)]


def _within(node: Any, block: Any) -> bool:
    return bool(block.lineno <= getattr(node, "lineno", 0) <= (block.end_lineno or block.lineno))


def _judges(guard: Guard) -> bool:
    if scores_in(guard.value) or any({"search score", "cv", "error"} & data.flags for data in data_in(guard.value)):
        return True
    said = {word for name in guard.words for word in words(name)}
    if guard.ordered:
        return not said & operations.UNRELATED
    return bool(said & operations.JUDGING)


def _judging(name: str) -> bool:
    return bool(set(words(name)) & {"gate", "gates", "approve", "approval"}) or name == "validate_evaluation_results"
