"""Methods of tables, columns and arrays: the table of all, and the call."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine
from mlwright.leakage.domain.values import (
    Constant,
    Data,
    Value,
)  # fmt: skip
from mlwright.leakage.interpret import statistics
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import functions

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.combining import alias, align, append, joined, over, with_columns
from mlwright.leakage.interpret.frames import assign_column, overwrite
from mlwright.leakage.interpret.picking import (
    batches,
    columns_where,
    drop,
    dropna,
    head,
    isin,
    parts,
    presence,
    query,
    reset_index,
    sample,
    set_index,
    sort,
)
from mlwright.leakage.interpret.transforming import (
    apply,
    assign,
    backward,
    best,
    fill,
    group,
    insert,
    item,
    listed,
    pop,
    printed,
    rename,
    same,
    shift,
    unknown_rows,
)


def call_method(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """`data.name(...)`."""
    if name in functions.REDUCTIONS:
        return statistics.reduce(machine, owner, name, args, node)
    if name in functions.LEARNING:
        return statistics.learn_in_place(machine, owner, name, args, node)
    handler = METHODS.get(name)
    result: Value
    if handler is not None:
        result = handler(machine, owner, name, args, node)
    elif name in functions.JOINS:
        result = joined(machine, [owner, *args.positional], name, args, node)
    else:
        result = combine([owner, *args.positional, *args.keywords.values()])
        if isinstance(result, Data):
            result = result.like(
                name=owner.name,
                columns=owner.columns.copy() if owner.columns else None,
                frame=owner.frame,
                label=owner.label,
                flags=owner.flags | result.flags,
                text=owner.text,
            )
    if args.truth("inplace"):
        machine.changed(owner, f"`{name}` with inplace=True", node)
        if owner.origin is not None and isinstance(result, Data):
            assign_column(*owner.origin, result)
        overwrite(owner, result)
        return Constant(None)
    return result


Handler = Callable[["Machine", Data, str, Arguments, ast.Call], Value]
METHODS: dict[str, Handler] = {
    "drop": drop,
    "pop": pop,
    "reset_index": reset_index,
    **dict.fromkeys(("tolist", "to_list"), listed),
    "insert": insert,
    "assign": assign,
    **dict.fromkeys(("apply", "map", "applymap", "pipe", "map_partitions", "progress_apply", "map_elements"), apply),
    **dict.fromkeys(
        ("fillna", "bfill", "backfill", "interpolate", "fill_null", "fill_nan", "clip", "mask_", "replace"), fill
    ),
    **dict.fromkeys(("sample", "shuffle"), sample),
    **dict.fromkeys(("head", "tail", "limit"), head),
    **dict.fromkeys(("take", "skip"), batches),
    **dict.fromkeys(("sort_values", "sort_index", "sort", "orderBy", "sort_by", "nlargest", "nsmallest"), sort),
    "set_index": set_index,
    "rename": rename,
    **dict.fromkeys(("shift", "diff", "pct_change", "lead", "lag"), shift),
    **dict.fromkeys(("groupby", "group_by", "groupBy", "rolling", "expanding", "ewm", "resample", "coarsen"), group),
    **dict.fromkeys(("isin", "is_in"), isin),
    **dict.fromkeys(("isnull", "isna", "notnull", "notna", "is_null", "duplicated", "nunique", "n_unique"), presence),
    **dict.fromkeys(("query", "filter", "where"), query),
    **dict.fromkeys(("randomSplit", "train_test_split"), parts),
    **dict.fromkeys(("append", "union", "unionByName", "unionAll", "vstack", "extend"), append),
    **dict.fromkeys(("with_columns", "withColumn", "select", "with_column"), with_columns),
    "alias": alias,
    "align": align,
    "over": over,
    "backward": backward,
    **dict.fromkeys(("argmax", "idxmax", "argmin", "idxmin", "argsort"), best),
    "item": item,
    **dict.fromkeys(("select_dtypes", "add_suffix", "add_prefix", "droplevel", "filter_columns"), columns_where),
    **dict.fromkeys(
        ("pivot", "pivot_table", "melt", "stack", "unstack", "explode", "transpose", "crosstab"), unknown_rows
    ),
    **dict.fromkeys(("dropna", "drop_duplicates", "drop_nulls", "unique"), dropna),
    **dict.fromkeys(("to_csv", "to_string"), printed),
    **dict.fromkeys(
        (
            "copy",
            "astype",
            "to_numpy",
            "to_frame",
            "ravel",
            "flatten",
            "squeeze",
            "toarray",
            "todense",
            "collect",
            "lazy",
            "cache",
            "persist",
            "toPandas",
            "to_pandas",
            "clone",
            "detach",
            "cpu",
            "cuda",
            "to",
            "numpy",
            "float",
            "long",
            "double",
            "unsqueeze",
            "view",
            "reindex",
            "infer_objects",
            "convert_dtypes",
            "compute",
            "batch",
            "prefetch",
            "get",
            "items",
            "round",
            "type",
            "contiguous",
            "requires_grad_",
        ),
        same,
    ),
}
