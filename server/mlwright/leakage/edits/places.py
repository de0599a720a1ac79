"""What stands in the wrong place: arguments of a metric, the names of a split's parts."""

import ast

from mlwright.leakage.edits.restated import restated
from mlwright.leakage.edits.statements import spot_of
from mlwright.leakage.edits.text import text_of
from mlwright.leakage.events import Score
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit
from mlwright.leakage.knowledge.naming import TEST, TRAIN, VALID, words
from mlwright.leakage.rule import Hit

PARTS = TRAIN | TEST | VALID


def exchanged(hit: Hit, facts: Facts) -> Edit | None:
    """Give the truth first and the prediction second."""
    spot, node = spot_of(facts.source, hit.node), hit.node
    if spot is None or not isinstance(node, ast.Call):
        return None
    named = {item.arg: item.value for item in node.keywords}
    pair: list[ast.expr] = (
        list(node.args[:2]) if len(node.args) >= 2 else [named[key] for key in ("y_true", "y_pred") if key in named]
    )
    if len(pair) != 2 or any(isinstance(item, ast.Starred) for item in pair):
        return None
    first, second = (text_of(spot.source, item) for item in pair)
    sure = hit.confidence == "high" and any(isinstance(item, Score) and item.node is node for item in facts.scores)
    return restated(spot, {pair[0]: second, pair[1]: first}, "give the truth first and the prediction second", sure)


def in_order(hit: Hit, facts: Facts) -> Edit | None:
    """Name the parts in the order in which they come."""
    spot = spot_of(facts.source, hit.node)
    split = next((split for split in facts.splits if split.node is hit.node), None)
    if (
        spot is None
        or split is None
        or not isinstance(spot.statement, ast.Assign)
        or spot.statement.value is not hit.node
    ):
        return None
    (*others, targets), call = spot.statement.targets, spot.statement.value
    if others or not isinstance(targets, ast.Tuple) or not isinstance(call, ast.Call):
        return None
    texts = [text_of(spot.source, item) for item in targets.elts]
    stems = _stems(texts)
    if stems is None or len(texts) != 2 * len(call.args):
        return None
    arrays = _arrays([text_of(spot.source, item) for item in call.args], list(stems))
    if arrays is None:
        return None
    ordered = [stems[stem][part] for stem in arrays for part in ("train", "rest")]
    if ordered == texts or sorted(ordered) != sorted(texts):
        return None
    changes: dict[ast.AST, str] = dict(zip(targets.elts, ordered, strict=True))
    return restated(spot, changes, f"unpack as {', '.join(ordered)}", True)


def _stems(texts: list[str]) -> dict[str, dict[str, str]] | None:
    """`X_train` -> {"x": {"train": "X_train", ...}}; nothing where a name says no part, or says it twice."""
    found: dict[str, dict[str, str]] = {}
    for text in texts:
        said = words(text.rpartition(".")[2])
        parts = [word for word in said if word in PARTS]
        stem = "_".join(word for word in said if word not in PARTS)
        if len(parts) != 1:
            return None
        place = found.setdefault(stem, {})
        if place.setdefault("train" if parts[0] in TRAIN else "rest", text) is not text:
            return None
    return found if all(len(place) == 2 for place in found.values()) else None


def _arrays(given: list[str], stems: list[str]) -> list[str] | None:
    """The stems in the order of the arrays: by their names, or, where these say nothing, features first."""
    names = ["_".join(words(item.rpartition(".")[2])) for item in given]
    if sorted(names) == sorted(stems):
        return names
    if not set(names) & set(stems) and len(stems) == len(given) and stems[0].startswith("x"):
        return stems
    return None
