"""Values that turn out to be more than was known: estimators from unknown functions, parts from unknown splits."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.rows import Key, narrow
from mlwright.leakage.domain.values import Data, Estimator, Items, Method, Unknown, Value
from mlwright.leakage.events import Split
from mlwright.leakage.knowledge import naming
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

BETRAYING = names("fit fit_transform partial_fit fit_resample")
LEARNED = names("""
    transform predict predict_proba decision_function score evaluate predict_log_proba forecast best_estimator_
    set_params
    """)
PREPARING = names("""
    scaler encoder preprocessor vectorizer vectoriser imputer pca transformer normalizer processor selector
    featurizer tokenizer
    """)


NO_ROWS = PREPARING | names("""
    model clf estimator classifier regressor net cols columns names features params config stats mean std info
    """)


def learner(machine: "Machine", method: Method) -> Estimator | None:
    """The estimator behind a value of which only its methods tell what it is: whatever is fitted learns."""
    owner, name = method.receiver, method.name
    if not isinstance(owner, Unknown | Data):
        return None
    known = owner.core.learner if isinstance(owner, Unknown) else machine.learners.get(id(owner), (None, None))[1]
    if known is None and name in BETRAYING:
        label = _label(method.node)
        known = _guessed(label, method.node)
        if isinstance(owner, Unknown):
            owner.core.learner = known
        else:
            machine.learners[id(owner)] = (owner, known)
    if known is not None and name.startswith("predict") and known.role == "unknown":
        known.role, known.kind = "model", "supervised"
    return known if name in BETRAYING | LEARNED else None


def _label(node: ast.AST) -> str:
    value = getattr(node, "value", None)
    if isinstance(value, ast.Name):
        return value.id
    return value.attr if isinstance(value, ast.Attribute) else ""


def _guessed(label: str, node: ast.AST) -> Estimator:
    preparing = bool(set(naming.words(label)) & PREPARING)
    made = Estimator(
        label or "estimator", "transformer" if preparing else "unknown", "moments" if preparing else None, node
    )
    made.flags.add("guessed")
    return made


def parted(machine: "Machine", value: Data, targets: list[ast.expr], node: ast.AST) -> Value:
    """What the targets of `a, b = unknown(x, y)` get: by their number, or by the parts that their names tell of."""
    if any(isinstance(target, ast.Tuple) for target in targets):
        # `(a, b), (c, d) = ...`: as if they stood in a row
        groups = [target.elts if isinstance(target, ast.Tuple) else [target] for target in targets]
        flat = parted(machine, value, [item for group in groups for item in group], node)
        if not isinstance(flat, Items):
            return value
        rest = iter(flat.items)
        return Items(
            [Items([next(rest) for _ in group], "tuple") if len(group) > 1 else next(rest) for group in groups], "tuple"
        )
    labels = [
        target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""
        for target in targets
    ]
    parts = [naming.part_named(label) for label in labels]
    given = value.given
    told = "train" in parts and bool({"test", "valid"} & set(parts))
    own = {naming.part_named(item.text): item for item in given}
    if told and {"test", "valid"} & set(own):
        # parts go in and parts come out: each keeps its rows
        kept: list[Value] = [
            own[part].like(text="", learned=own[part].all_learned()) if part and part in own else Unknown()
            for part in parts
        ]
        return Items(kept, "tuple")
    if told:
        return _split(machine, given, labels, parts, node)
    if len(given) == 1 and any(set(naming.words(label)) & NO_ROWS for label in labels):
        kept = [
            Unknown(text=label) if set(naming.words(label)) & NO_ROWS else given[0].like(text="") for label in labels
        ]
        return Items(kept, "tuple")
    if len(given) == len(targets) and len(given) > 1:
        return Items([item.like(text="") for item in given], "tuple")
    if len(targets) == 2 * len(given) and "split" in naming.words(_called(node)):
        return _split(machine, given, labels, ["train", "test"] * len(given), node)
    if (
        len(given) == 1
        and len(targets) == 2
        and naming.words(labels[1])[:1] in (["y"], ["target"], ["labels"], ["label"])
    ):
        return value
    # which of the rows each of them holds is not known, but where the names say features and labels
    found: list[Value] = []
    if len(given) == 1 and {_side(label) for label in labels} >= {"x", "y"}:
        return Items([given[0].like(text="") if _side(label) else Unknown(text=label) for label in labels], "tuple")
    for i in range(len(targets)):
        base = given[min(i * len(given) // len(targets), len(given) - 1)]
        found.append(base.like(rows=narrow(base.rows, Key("mask", (machine.site(node), i)), True), text="", node=node))
    return Items(found, "tuple")


def _side(label: str) -> str:
    """x for features, y for labels, by the first word of a name."""
    first = next(iter(naming.words(label)), "")
    if first in {"x", "xs", "xt", "xtr", "xte", "features", "data", "inputs"}:
        return "x"
    return "y" if first in {"y", "ys", "yt", "ytr", "yte", "target", "targets", "label", "labels"} else ""


def _called(node: ast.AST) -> str:
    function = getattr(getattr(node, "value", None), "func", None)
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _split(machine: "Machine", given: tuple[Data, ...], labels: list[str], parts: list[str], node: ast.AST) -> Value:
    """Names tell that an unknown function parted rows."""
    key = Key("split", machine.site(node))
    number = {"train": 0, "test": 1, "valid": 2}
    found: list[Value] = []
    for label, part in zip(labels, parts, strict=True):
        base = (
            given[-1] if naming.words(label)[:1] == ["y"] or len(found) >= 2 * (len(labels) // 2) - 2 > 0 else given[0]
        )
        found.append(base.like(rows=narrow(base.rows, key, number[part]), node=node, text="") if part else Unknown())
    shown = [item for item in found if isinstance(item, Data)]
    machine.emit(Split, node, kind="unknown split", data=list(given), parts=shown, params={}, groups=None, key=key)
    return Items(found, "tuple")
