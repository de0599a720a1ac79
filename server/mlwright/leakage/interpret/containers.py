"""Built-in functions and the methods of lists, dicts and unknown objects."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import combine, data_in, deep_varies, scores_in
from mlwright.leakage.domain.rows import Key, narrow
from mlwright.leakage.domain.values import (
    EMPTY,
    Constant,
    Data,
    Function,
    Items,
    Mapping,
    Method,
    Stream,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.events import Call
from mlwright.leakage.interpret import cuts, methods
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.interpret.iteration import stream_of
from mlwright.leakage.knowledge import functions
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


# methods that only tables have
TABLE_METHODS = names("""
    drop fillna dropna groupby merge drop_duplicates set_index reset_index sort_values astype to_numpy rename
    sample isnull isna describe corr apply with_columns withColumn randomSplit assign melt
    """)


# methods of a dict of data sets that work on each of them
SET_METHODS = names("""
    map filter remove_columns rename_column rename_columns with_format with_transform cast_column shuffle
    select_columns class_encode_column
    """)


def call_method(machine: "Machine", owner: Value, name: str, args: Arguments, node: Any) -> Value:
    """A method of a list, a dict, a constant, or of something unknown."""
    if isinstance(owner, Items):
        return _of_list(machine, owner, name, args, node)
    if isinstance(owner, Mapping):
        return _of_dict(machine, owner, name, args, node)
    if isinstance(owner, Stream):
        return owner
    if name in {"optimize", "maximize", "minimize", "search", "run"} and any(
        isinstance(item, Function) for item in args.all()
    ):
        return machine.optimise(None, args, node)
    if name in {"backward", "gradient", "manual_backward"} and args.positional and isinstance(args.positional[0], Data):
        return machine.train_network(args.positional[0], node)
    if isinstance(owner, Unknown) and name.startswith("suggest_"):
        return Unknown(owner.varies)
    if isinstance(owner, Unknown) and name in TABLE_METHODS:
        table = as_data(owner)
        if table is not None:
            return methods.call_method(machine, table, name, args, node)
    machine.emit(Call, node, function=name, params=args.keywords, values=[owner, *args.positional])
    if isinstance(owner, Constant) and isinstance(owner.value, str):
        found = combine(args.all())
        return found if isinstance(found, Data) else Unknown(found.varies)
    found = combine([owner, *args.all()])
    if isinstance(owner, Unknown) and functions.from_outside(owner.text):
        return Unknown(found.varies, owner.text)
    if isinstance(found, Data) and isinstance(owner, Unknown):
        return found.like(given=tuple(item for value in args.all() for item in data_in(value) if item.rows))
    return found if isinstance(found, Data) else Unknown(found.varies)


def _of_list(machine: "Machine", owner: Items, name: str, args: Arguments, node: Any) -> Value:
    given = args.positional[0] if args.positional else None
    if name in {"append", "add", "insert"}:
        value = cuts.gathered(args.positional[-1]) if args.positional else Unknown()
        if machine.loops:
            owner.exact = False
            value = _as_branch(machine, value)
        if len(owner.items) < 60:
            owner.items.append(value)
        for score in scores_in(value):
            score.used.add("kept")
        return Constant(None)
    if name == "extend" and isinstance(given, Data):
        owner.exact = False
        owner.items.append(given)
        return Constant(None)
    if name == "extend" and isinstance(given, Items):
        owner.items.extend(given.items[:60])
        owner.exact &= given.exact
        return Constant(None)
    if name == "remove" and isinstance(given, Constant):
        owner.items = [item for item in owner.items if not (isinstance(item, Constant) and item.value == given.value)]
        return Constant(None)
    if name == "pop":
        return owner.items[-1] if owner.items else Unknown()
    if name == "index" and given is not None:
        machine.choose(node, owner, "index of the best")
        return Unknown()
    if name == "sort":
        machine.choose(node, owner, "sorted")
    if name == "copy":
        return Items(owner.items, owner.kind, owner.exact)
    return Unknown(deep_varies(owner))


def _as_branch(machine: "Machine", value: Value) -> Value:
    """What an if lets into a list: other rows on either side; a constant that is chosen by a prediction is one."""
    for site, side, test in machine.branches:
        if isinstance(value, Data) and value.rows:
            value = value.like(rows=narrow(value.rows, Key("branch", site), side))
        elif isinstance(value, Constant | Unknown) and isinstance(test, Data) and test.fits:
            value = test.like(flags=(test.flags - {"mask", "error"}) | {"prediction"}, frame=None)
    return value


def _of_dict(machine: "Machine", owner: Mapping, name: str, args: Arguments, node: Any) -> Value:
    key = args.positional[0] if args.positional else None
    if name in {"get", "pop", "setdefault"} and isinstance(key, Constant):
        found = owner.entries.get(key.value) or owner.rest
        return found or (args.positional[1] if len(args.positional) > 1 else Unknown())
    if name == "items":
        if owner.rest is not None and not owner.entries:
            return Stream(Items([Unknown(), owner.rest], "tuple"), "names")
        return Items(
            [Items([Constant(label), value], "tuple") for label, value in owner.entries.items()],
            "list",
            owner.rest is None,
        )
    if name == "values":
        return Items([*owner.entries.values(), *([owner.rest] if owner.rest else [])], "list", owner.rest is None)
    if name == "keys":
        return Items([Constant(label) for label in owner.entries], "list", owner.rest is None)
    if name == "update":
        if isinstance(key, Mapping):
            owner.entries.update(key.entries)
            owner.rest = key.rest or owner.rest
        owner.entries.update(args.keywords)
        return Constant(None)
    if name in SET_METHODS and any(isinstance(value, Data) for value in owner.entries.values()):
        parts = {
            label: methods.call_method(machine, value, name, args, node) if isinstance(value, Data) else value
            for label, value in owner.entries.items()
        }
        return Mapping(parts)
    if name == "copy":
        twin = Mapping(dict(owner.entries))
        twin.rest = owner.rest
        return twin
    return Unknown(deep_varies(owner))


def _range(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    if dotted != "range":
        return combine(args.all())
    made = Stream(Unknown(text="range"), "numbers")
    made.varies = frozenset().union(*map(deep_varies, args.positional)) if args.positional else EMPTY
    return made


def _enumerate(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    given = args.positional[0] if args.positional else Unknown()
    if isinstance(given, Items) and given.exact:
        return Items([Items([Constant(i), item], "tuple") for i, item in enumerate(given.items)], "list")
    stream = stream_of(machine, given, None)
    return Stream(Items([Unknown(), stream.element], "tuple"), stream.kind)


def _zip(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    lists = [value for value in args.positional if isinstance(value, Items) and value.exact]
    if lists and len(lists) == len(args.positional) and len({len(item.items) for item in lists}) == 1:
        return Items([Items(list(row), "tuple") for row in zip(*(item.items for item in lists), strict=True)], "list")
    streams = [stream_of(machine, value, None) for value in args.positional]
    kinds = [stream.kind for stream in streams]
    return Stream(Items([stream.element for stream in streams], "tuple"), kinds[0] if kinds else "unknown")


def _product(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    return Stream(Items([stream_of(machine, value, None).element for value in args.positional], "tuple"), "numbers")


def _grid(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    return Stream(Mapping({}) if not args.positional else Unknown(), "numbers")


def _through(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """list(x), tqdm(x), sorted(x), reversed(x), iter(x)."""
    given = args.positional[0] if args.positional else Items([])
    if dotted.rpartition(".")[2] == "sorted":
        machine.choose(node, given, "sorted")
    if dotted == "dict":
        mapping = Mapping(dict(args.keywords))
        if isinstance(given, Items):
            for pair in given.items:
                if isinstance(pair, Items) and len(pair.items) == 2:
                    key, value = pair.items
                    if isinstance(key, Constant) and isinstance(key.value, str | int | float):
                        mapping.entries[key.value] = value
                    else:
                        mapping.rest = value
        if isinstance(given, Stream) and isinstance(given.element, Items) and len(given.element.items) == 2:
            mapping.rest = given.element.items[1]
        if isinstance(given, Mapping):
            mapping.entries = {**given.entries, **args.keywords}
            mapping.rest = given.rest
        return mapping
    if isinstance(given, Stream) and isinstance(given.element, Unknown) and dotted == "list":
        return Items([Unknown(text="range")], "list", exact=False)
    if isinstance(given, Data) and dotted == "list":
        return given.like(flags=given.flags | {"list"})
    if isinstance(given, Mapping) and dotted in {"list", "tuple", "set", "sorted"}:
        return keys_of(given)
    return Items(given.items, "list", given.exact) if isinstance(given, Items) else given


def keys_of(mapping: Mapping) -> Items:
    """The keys of a dict, as far as they are known."""
    return Items([Constant(label) for label in mapping.entries], "list", mapping.rest is None)


def _best(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """max(...), min(...), sum(...): of scores a choice, of rows a statistic."""
    name = dotted.rpartition(".")[2]
    given = Items(args.positional)
    key = args.keywords.get("key")
    if isinstance(key, Function) and args.positional:
        return _best_by(machine, args.positional[0], key, node, name)
    if name in {"max", "min"}:
        machine.choose(node, given, name)
    datas = data_in(given)
    if len(args.positional) == 1 and isinstance(args.positional[0], Data) and datas[0].rows:
        return machine.reduce(datas[0], name, node)
    found = combine(args.positional)
    if isinstance(found, Data):
        return Data(scores=found.scores, varies=found.varies, latent=found.latent, flags=found.flags & {"search score"})
    return Unknown(found.varies)


def _best_by(machine: "Machine", values: Value, key: Function, node: ast.Call, name: str) -> Value:
    """max(values, key=f): f is asked for every value, and the best is taken."""

    def ask() -> None:
        machine.choose(node, machine.call_value(key, Arguments([machine.element], {}), node), name)

    machine.loop_over(node, None, values, ask)
    return Unknown()


CONVERSIONS: dict[str, Callable[[Any], Any]] = {"int": int, "float": float, "str": str, "abs": abs, "round": round}


def _convert(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """float(x), int(x), str(x), round(x), abs(x)."""
    given = args.positional[0] if args.positional else Constant(0)
    if isinstance(given, Constant) and dotted in CONVERSIONS:
        try:
            return Constant(CONVERSIONS[dotted](given.value), given.varies)
        except (TypeError, ValueError, OverflowError):
            return Unknown(given.varies)
    found = combine([given])
    return found if isinstance(found, Data) else Unknown(found.varies)


def _print(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    for value in args.all():
        for score in scores_in(value):
            score.used.add("printed")
    return Constant(None)


def _map(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    if len(args.positional) < 2:
        return Unknown()
    stream = stream_of(machine, args.positional[1], None)
    return Stream(machine.call_value(args.positional[0], Arguments([stream.element], {}), node), stream.kind)


def _partial(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    given = args.positional[0] if args.positional else Unknown()
    if isinstance(given, Method):
        taken = Method(given.receiver, given.name, given.node)
        taken.bound = [*given.bound, *args.positional[1:]]
        taken.keywords = {**given.keywords, **args.keywords}
        return taken
    if isinstance(given, Function):
        bound = Function(given.node, given.home, given.owner)
        bound.bound = [*given.bound, *args.positional[1:]]
        bound.keywords = {**given.keywords, **args.keywords}
        return bound
    return given


def _super(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    return Unknown()


def _next(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    given = args.positional[0] if args.positional else Unknown()
    return stream_of(machine, given, None).element


Handler = Callable[["Machine", str, Arguments, ast.Call], Value]
BUILTINS: dict[str, Handler] = {
    "range": _range,
    "enumerate": _enumerate,
    **dict.fromkeys(("zip", "zip_longest"), _zip),
    "product": _product,
    **dict.fromkeys(("ParameterGrid", "ParameterSampler"), _grid),
    **dict.fromkeys(
        (
            "list",
            "tuple",
            "set",
            "tqdm",
            "trange",
            "sorted",
            "reversed",
            "iter",
            "dict",
            "track",
            "OrderedDict",
            "deepcopy_",
        ),
        _through,
    ),
    **dict.fromkeys(("max", "min", "sum"), _best),
    **dict.fromkeys(("float", "int", "str", "round", "abs", "repr", "format"), _convert),
    **dict.fromkeys(("print", "display", "pprint"), _print),
    "map": _map,
    "partial": _partial,
    "super": _super,
    "next": _next,
}
