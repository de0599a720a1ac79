"""Subscripts: columns, slices, masks and positions."""

import ast
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import data_in, deep_varies
from mlwright.leakage.domain.rows import Cut, Key, Rows, narrow, share, union
from mlwright.leakage.domain.values import (
    Columns,
    Constant,
    Data,
    Estimator,
    Grouped,
    Items,
    Library,
    Mapping,
    Stream,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.interpret import datasets
from mlwright.leakage.knowledge import naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


from mlwright.leakage.interpret.cuts import _limit, cut_by_slice


def get_item(machine: "Machine", owner: Value, index: ast.expr, node: ast.AST) -> Value:
    """`owner[index]`."""
    if isinstance(owner, Data):
        return _data_item(machine, owner, index, node)
    key = machine.evaluate(index) if not isinstance(index, ast.Slice) else Unknown()
    if isinstance(owner, Items):
        return _list_item(machine, owner, key, index)
    if isinstance(owner, Mapping):
        if isinstance(key, Constant) and key.value in owner.entries:
            return owner.entries[key.value]
        if owner.rest is not None:
            return _part_by_name(owner, owner.rest, key)
        return next(iter(owner.entries.values()), Unknown(key.varies)) if not isinstance(key, Constant) else Unknown()
    if isinstance(owner, Grouped):
        names = column_names(key)
        picked = owner.data.like(columns=None, name=names[0] if len(names) == 1 else None)
        if names:
            picked.deps = frozenset(names)
            if owner.data.columns is not None and names[0] in owner.data.columns.assigned:
                picked.future = owner.data.columns.assigned[names[0]].future
        return Grouped(picked, owner.kind, owner.by, owner.params)
    if isinstance(owner, Stream):
        return owner.element
    if isinstance(owner, Estimator):
        return _learned_item(machine, owner, key, node)
    if isinstance(owner, Unknown) and (column_names(key) or isinstance(key, Data)):
        table = as_data(owner)
        if table is not None:
            return _data_item(machine, table, index, node)
    if isinstance(owner, Library) and owner.last in {"r_", "c_"}:
        from_items = data_in(key)
        return from_items[0].like(columns=None) if from_items else Unknown()
    return Unknown(owner.varies | key.varies, owner.name if isinstance(owner, Library) else "")


def _part_by_name(owner: Mapping, value: Value, key: Value) -> Value:
    """`loaders["test"]` of a dict made in a comprehension: other rows than those of `loaders["train"]`."""
    name = key.value if isinstance(key, Constant) and isinstance(key.value, str) else ""
    if not naming.part_named(name):
        return value
    if isinstance(value, Items):
        return Items([_part_by_name(owner, item, key) for item in value.items], value.kind, value.exact)
    if not isinstance(value, Data) or not value.rows:
        return value
    cut = Key("named", ("dict", id(value.node)))
    label = value.label.like(rows=narrow(value.label.rows, cut, name)) if value.label is not None else None
    return value.like(rows=narrow(value.rows, cut, name), label=label, text="")


def _learned_item(machine: "Machine", owner: Estimator, key: Value, node: ast.AST) -> Value:
    """`vectors[word]` looks a row up in what was learned; a loaded artefact may hold tables."""
    if "loaded" in owner.flags:
        return datasets.of_loaded(owner, key, node)
    if owner.role == "transformer" and isinstance(key, Data):
        return key.like(learned=key.all_learned() | owner.learned, name=None, columns=None)
    return Unknown(owner.varies | key.varies)


def _list_item(machine: "Machine", owner: Items, key: Value, index: ast.expr) -> Value:
    if isinstance(index, ast.Slice):
        low, high = (machine.evaluate(part) if part is not None else None for part in (index.lower, index.upper))
        if owner.exact and all(
            part is None or (isinstance(part, Constant) and isinstance(part.value, int | None)) for part in (low, high)
        ):
            return Items(owner.items[slice(_value(low), _value(high))], owner.kind)
        return owner
    if (
        isinstance(key, Constant)
        and isinstance(key.value, int)
        and owner.exact
        and -len(owner.items) <= key.value < len(owner.items)
    ):
        return owner.items[key.value]
    if owner.items:
        first = owner.items[0]
        return first if not isinstance(first, Constant) else Unknown(key.varies)
    return Unknown(key.varies)


def _value(part: Value | None) -> int | None:
    return part.value if isinstance(part, Constant) else None


def _data_item(machine: "Machine", owner: Data, index: ast.expr, node: ast.AST) -> Value:
    if isinstance(index, ast.Tuple) and index.elts:
        result: Value = _axis(machine, owner, index.elts[0], node, positions=True)
        if len(index.elts) > 1 and isinstance(result, Data):
            return _columns_axis(machine, result, index.elts[1], node)
        return result
    return _axis(machine, owner, index, node, positions=False)


def _axis(machine: "Machine", owner: Data, index: ast.expr, node: ast.AST, positions: bool) -> Value:
    if isinstance(index, ast.Slice):
        return cut_by_slice(machine, owner, index, node)
    key = machine.evaluate(index)
    if isinstance(key, Constant):
        if isinstance(key.value, str) and not positions:
            return column(owner, key.value, node)
        return owner.like(columns=None) if "indexer" not in owner.flags or positions else owner.like()
    if isinstance(key, Data):
        return by_data(owner, key, node)
    names = column_names(key)
    if names and not positions:
        return pick(owner, names, node)
    if isinstance(key, Items):
        result = owner.like()
        if not positions and result.columns is not None:
            result.columns = result.columns.untrusted()
            result.columns.chosen = node
            result.columns.sure = frozenset(_words(key))
        for found in data_in(key):
            result.learned |= _of_choice(found, node)
        result.varies |= deep_varies(key)
        return result
    if key.varies or isinstance(key, Unknown):
        if (positions or "indexer" in owner.flags or owner.columns is None) and not key.varies:
            return owner.like(rows=narrow(owner.rows, Key("mask", id(key)), True), node=node)
        if positions or "indexer" in owner.flags:
            return owner.like()
        # df[cols] with a list that is not known: the columns are not known either
        return owner.like(name=None, columns=None, varies=owner.varies | key.varies)
    if positions or "indexer" in owner.flags:
        return owner.like()
    # a list of names that comes from somewhere else
    return owner.like(name=None, columns=None)


def _words(key: Items) -> list[str]:
    """Names in a list of which others are not known."""
    return [item.value for item in key.items if isinstance(item, Constant) and isinstance(item.value, str)]


def by_data(owner: Data, key: Data, node: ast.AST) -> Data:
    """Rows picked by a mask or by positions, or columns picked by names that come from data."""
    if "columns" in key.flags:
        result = owner.like(name=None, columns=None, varies=owner.varies | key.varies)
        result.learned |= _of_choice(key, node)
        return result
    if isinstance(key.frame, Cut):
        result = owner.like(rows=narrow(owner.rows, key.frame.key, key.frame.part), node=node)
    elif "index" in key.flags and key.rows and _same_sources(owner.rows, key.rows):
        result = owner.like(rows=key.rows, node=node)
    elif "index" in key.flags and key.rows:
        # positions of their own: the cuts that were made of them are made of the rows
        rows = owner.rows
        for piece in key.rows:
            for cut in piece.cuts:
                rows = narrow(rows, cut.key, cut.part)
        result = owner.like(rows=rows, node=node)
    elif "mask" in key.flags:
        part = Cut(Key("mask", (id(node),)), True)
        result = owner.like(rows=narrow(owner.rows, part.key, part.part), node=node)
    else:
        result = owner.like(node=node)
        if result.columns is not None and not _same_sources(owner.rows, key.rows):
            result.columns = result.columns.untrusted()
    if key.learned or key.latent:
        result.learned |= frozenset(item.as_kind("filter") for item in key.learned if item.kind == "moments")
        result.learned |= _of_choice(key, node)
    result.latent |= frozenset(item for item in key.latent if item.kind == "threshold")
    if "shuffled" in key.flags:
        result.flags |= {"shuffled"}
    result.deps = owner.deps
    if (
        result.columns is not None
        and len(key.deps) == 1
        and (_limit(key.frame) or (key.learned and "mask" in key.flags))
    ):
        result.columns.places["filter:" + next(iter(key.deps))] = node
    if key.deps and "mask" in key.flags:
        result.flags |= {"filtered:" + name for name in key.deps}
    return result


def _of_choice(key: Data, node: ast.AST) -> frozenset[Any]:
    """Statistics by which columns were chosen: only those that saw the target count."""
    seen = key.learned | key.latent
    chosen = {item for item in seen if item.kind == "supervised"}
    # means of two classes side by side tell of the label as a test of it would
    moments = [
        item
        for item in seen
        if item.kind == "moments"
        and any(cut.key.kind in {"mask", "value"} for piece in item.rows for cut in piece.cuts)
    ]
    if any(not share(one.rows, other.rows) for one in moments for other in moments):
        twin = moments[0].as_kind("supervised")
        twin.node, twin.text = node, "the choice of columns"
        twin.rows = union(*(item.rows for item in moments))
        chosen.add(twin)
    return frozenset(chosen)


def _same_sources(one: Rows, other: Rows) -> bool:
    return {piece.source for piece in one} == {piece.source for piece in other}


def _columns_axis(machine: "Machine", owner: Data, index: ast.expr, node: ast.AST) -> Value:
    if isinstance(index, ast.Slice):
        if index.lower is None and index.upper is None:
            return owner
        return _columns_between(machine, owner, index, node)
    key = machine.evaluate(index)
    if isinstance(key, Constant) and isinstance(key.value, str):
        return column(owner, key.value, node)
    names = column_names(key)
    if names:
        return pick(owner, names, node)
    if isinstance(key, Constant):
        result = owner.like(name=None, columns=None, learned=owner.learned)
    else:
        result = owner.like(name=None, columns=None)
    if isinstance(key, Constant):
        result.name = f"#{key.value}"
        if isinstance(key.value, int) and owner.columns is not None:
            position(owner.columns, key.value)
            result.deps = owner.deps or frozenset((result.name,))
    for found in data_in(key):
        result.learned |= _of_choice(found, node)
    return result


def position(columns: Columns, place: int) -> None:
    """Note that a column at some position is there; counted in the source, where the span's start is known."""
    low = columns.span[0] if columns.span is not None else 0
    if place >= 0 and (low or 0) >= 0:
        columns.seen.add(place + (low or 0))


def _columns_between(machine: "Machine", owner: Data, index: ast.Slice, node: ast.AST) -> Data:
    """`table[:, a:b]`: which columns these are is known by position only."""
    result = owner.like(name=None)
    if owner.columns is None:
        return result
    low, high = (machine.evaluate(part) if part is not None else None for part in (index.lower, index.upper))
    edges = [part.value if isinstance(part, Constant) and isinstance(part.value, int) else None for part in (low, high)]
    plain = (
        owner.columns.span is None and owner.columns.known is None and not owner.columns.dropped and index.step is None
    )
    stated = all(part is None or isinstance(part, Constant) for part in (low, high))
    columns = owner.columns.untrusted()
    columns.span = (edges[0], edges[1]) if plain and stated else (0, 0)
    columns.chosen = node
    if plain and edges[1] is not None and edges[1] > 0:
        columns.seen.add(edges[1] - 1)
    result.columns = columns
    return result


def column_names(key: Value) -> list[str]:
    """Names in a constant or in a list of constants; none where one of them is not known."""
    if isinstance(key, Constant) and isinstance(key.value, str):
        return [key.value]
    if isinstance(key, Items) and key.exact and key.items:
        names = [item.value for item in key.items if isinstance(item, Constant) and isinstance(item.value, str)]
        return names if len(names) == len(key.items) else []
    return []


def column(owner: Data, name: str, node: ast.AST) -> Data:
    """One column of a frame."""
    part = naming.part_named(name) if "parts" in owner.flags else ""
    if part:
        return owner.like(rows=narrow(owner.rows, Key("named", "parts"), part), flags=owner.flags - {"parts"})
    if "correlation" in owner.flags:
        chosen = frozenset(item.as_kind("supervised") if item.kind == "correlation" else item for item in owner.latent)
        return owner.like(latent=chosen, flags=(owner.flags - {"indexer"}) | {"columns"})
    flags = owner.flags - {"parts", "indexer", "bunch"}
    if naming.timely(name):
        flags |= {"time"}
    if owner.columns is not None:
        owner.columns.seen.add(name)
        if "bunch" not in owner.flags:
            owner.columns.sure |= {name}
    assigned = owner.columns.assigned.get(name) if owner.columns is not None else None
    if assigned is not None:
        return assigned.like(
            origin=(owner, name),
            rows=owner.rows or assigned.rows,
            learned=assigned.learned | owner.learned,
            name=name,
            columns=None,
            deps=assigned.deps | {name},
            flags=flags | (assigned.flags & {"time", "lag", "presence"}),
            varies=owner.varies | assigned.varies,
        )
    base = owner.like(name=name, columns=None, deps=frozenset((name,)), flags=flags, learned=owner.learned, node=None)
    base.text = f"{owner.text}[{name!r}]" if owner.text else name
    base.origin = (owner, name)
    return base


def pick(owner: Data, names: list[str], node: ast.AST | None = None) -> Data:
    """A frame with some columns."""
    columns = Columns(tuple(names))
    columns.chosen = node
    if owner.columns is not None:
        columns.places = dict(owner.columns.places)
        columns.seen = owner.columns.seen
        columns.seen.update(names)
        columns.assigned = {name: owner.columns.assigned[name] for name in names if name in owner.columns.assigned}
    result = owner.like(
        columns=None,
        learned=owner.learned,
        name=names[0] if len(names) == 1 else None,
        flags=owner.flags - {"indexer", "parts"},
    )
    result.columns = columns
    result.deps = frozenset(names)
    return result
