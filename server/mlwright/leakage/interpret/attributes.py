"""Attributes of tables, columns and arrays."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.learned import NOTHING
from mlwright.leakage.domain.rows import Cut
from mlwright.leakage.domain.values import (
    EMPTY,
    Data,
    Method,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.interpret import items
from mlwright.leakage.knowledge import functions
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.methods import METHODS

PLAIN = names("""
    values T predictions logits loss last_hidden_state pooler_output predicted_mean data dt str cat sparse array
    features inputs X df frame images x ravel_ rdd
    """)
SIZES = names("""
    shape size ndim dtype dtypes nbytes nrow num_rows itemsize feature_names target_names DESCR class_names
    classes_ num_classes empty class_indices samples n_classes names
    """)
TARGETS = frozenset(["target", "targets", "y", "label", "labels", "classes", "label_ids"])
OF_TIMES = names("""
    year month day hour minute dayofweek dayofyear day_of_week weekday quarter date week
    """)
OF_TOKENS = frozenset(["tokens", "ids", "input_ids", "attention_mask", "words"])
INDEXERS = frozenset(["iloc", "loc", "at", "iat", "ix"])


def attribute(machine: "Machine", owner: Data, name: str, node: ast.AST) -> Value:
    """`data.name`: an indexer, a plain view, a column, or a method."""
    if name in INDEXERS:
        return owner.like(flags=owner.flags | {"indexer"})
    if "smoothed" in owner.flags and name in {"trend", "seasonal", "resid", "weights", "observed"}:
        return owner.like(learned=owner.learned if name != "observed" else NOTHING, columns=None)
    if name in SIZES:
        return Unknown()
    if name == "index" and not owner.rows:
        return owner.like(flags=owner.flags | {"columns"})
    if name == "index":
        return owner.like(
            flags=owner.flags | {"index"}, columns=None, learned=NOTHING, latent=NOTHING, name=None, deps=EMPTY, text=""
        )
    if name == "columns":
        result = Data(flags=frozenset({"columns"}), learned=owner.latent | NOTHING)
        result.latent = owner.latent
        return result
    if "correlation" in owner.flags and name not in METHODS and name not in functions.REDUCTIONS and name not in KNOWN:
        return items.column(owner, name, node)
    if owner.columns is not None and name in owner.columns.assigned:
        return items.column(owner, name, node)
    if "bunch" in owner.flags or owner.label is not None:
        if name in TARGETS:
            return (
                owner.label
                if owner.label is not None
                else owner.like(name="target", columns=None, deps=frozenset({"target"}), flags=owner.flags - {"bunch"})
            )
        if name in PLAIN:
            return owner.like(flags=owner.flags - {"bunch"}, label=None, columns=None)
    if name in PLAIN or (name in OF_TOKENS | OF_TIMES and owner.columns is None):
        return owner.like(flags=owner.flags - {"indexer"})
    if name == "indices" and isinstance(owner.frame, Cut):
        positions = Data(flags=frozenset({"index"}))
        positions.frame = owner.frame
        return positions
    if name in METHODS or name in functions.REDUCTIONS or name in functions.LEARNING or name in KNOWN:
        return Method(owner, name, node)
    if owner.columns is not None and not name.startswith("_"):
        return ColumnOrMethod(owner, name, node)
    return Method(owner, name, node)


class ColumnOrMethod(Data):
    """`frame.price`: a column unless it turns out to be called."""

    __slots__ = ("method",)

    def __init__(self, owner: Data, name: str, node: ast.AST) -> None:
        twin = items.column(owner, name, node)
        for field in Data.__slots__:
            setattr(self, field, getattr(twin, field))
        self.varies = twin.varies
        self.method = Method(owner, name, node)


KNOWN = names("""
    cumsum cummax cummin cumprod cumcount rank abs str dt hist plot info corrwith groupby keys format join lower
    """)
