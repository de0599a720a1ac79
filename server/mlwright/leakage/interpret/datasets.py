"""Data sets that libraries hand out in parts, and folders of pictures."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.rows import Key, narrow, source_rows
from mlwright.leakage.domain.values import Constant, Data, Items, Mapping, Unknown, Value
from mlwright.leakage.events import Load
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

BUNDLED = ("torchvision.datasets.", "torchtext.datasets.", "torchaudio.datasets.")


def is_bundled(dotted: str, args: Arguments) -> bool:
    """Whether a call makes a well-known data set: torchvision's classes, or any class asked for its training part."""
    name = dotted.rpartition(".")[2]
    if not name[:1].isupper() or name in {"ImageFolder", "DatasetFolder"}:
        return False
    train = args.keywords.get("train")
    return dotted.startswith(BUNDLED) or (
        isinstance(train, Constant) and isinstance(train.value, bool) and "download" in args.keywords
    )


def bundled(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """`datasets.MNIST(root, train=False)`: features and labels of one of the set's own parts."""
    machine.emit(Load, node, function=dotted, path=args.get("root", 0), params=args.keywords)
    name = dotted.rpartition(".")[2]
    rows = source_rows(("bundled", name))
    key = Key("named", name)
    train = args.get("train", 1) if "split" not in args.keywords or "train" in args.keywords else None
    split = args.first("split", "image_set", "subset")
    if isinstance(train, Constant) and isinstance(train.value, bool):
        rows = narrow(rows, key, "train" if train.value else "test")
    elif isinstance(split, Constant):
        rows = narrow(rows, key, str(split.value))
    elif train is not None or split is not None:
        rows = source_rows(("bundled", machine.site(node)))
    return labelled(Data(rows, flags=frozenset({"toy"})), node)


def labelled(data: Data, node: ast.AST) -> Data:
    data.node = node
    data.label = Data(data.rows, flags=data.flags, deps=frozenset({"target"}))
    data.label.name, data.label.node = "target", node
    return data


def folder(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """A folder of pictures or texts: the same folder has the same rows; a subset of it is a part."""
    name = dotted.rpartition(".")[2]
    path = args.get("directory", 0) or args.get("root", 0)
    written = (
        node.args[0]
        if node.args
        else next((item.value for item in node.keywords if item.arg in {"directory", "root"}), None)
    )
    machine.emit(Load, node, function=dotted, path=path, params=args.keywords)
    source: tuple[object, ...]
    if isinstance(path, Constant) and isinstance(path.value, str):
        source = ("read", path.value.rstrip("/"))
    elif written is None or machine.stack or machine.loops:
        source = ("read", machine.site(node))
    elif isinstance(written, ast.Name | ast.Attribute):
        source = ("read", path)  # the value itself: a name may come to stand for another folder
    else:
        source = ("read", ast.dump(written))
    rows = source_rows(source)
    subset = args.get("subset")
    if isinstance(subset, Constant) and subset.value == "both":
        key = Key("named", source)
        return Items([labelled(Data(narrow(rows, key, part)), node) for part in ("training", "validation")], "tuple")
    if isinstance(subset, Constant) and isinstance(subset.value, str):
        rows = narrow(rows, Key("named", source), subset.value)
    elif subset is not None:
        rows = source_rows(("read", machine.site(node)))
    return labelled(Data(rows, flags=frozenset({"folder", name})), node)


def tensorflow_datasets(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """`tfds.load(name, split=[...])`: one set for each split named."""
    machine.emit(Load, node, function=dotted, path=args.get("name", 0), params=args.keywords)
    split = args.get("split", 1)
    source = ("tfds", str(args.constant("name", 0) or machine.site(node)))

    def part(text: object) -> Data:
        return labelled(
            Data(narrow(source_rows((*source, text)), Key("named", source), str(text)), flags=frozenset({"toy"})), node
        )

    if isinstance(split, Items) and split.exact:
        found: Value = Items(
            [part(item.value if isinstance(item, Constant) else i) for i, item in enumerate(split.items)], "list"
        )
    elif isinstance(split, Constant) and split.value is not None:
        found = part(split.value)
    else:
        found = Mapping({name: part(name) for name in ("train", "test", "validation")})
    return Items([found, Unknown()], "tuple") if args.truth("with_info") else found


def of_loaded(owner: Value, index: Value | None, node: ast.AST) -> Data:
    """A part of an artefact of which nothing is known: rows of the artefact, parted where names tell."""
    rows = source_rows(("artefact", id(owner)))
    result = Data(rows, flags=frozenset({"read"}))
    result.node = node
    name = index.value if isinstance(index, Constant) and isinstance(index.value, str) else ""
    part = naming.part_named(name) if name else ""
    if part:
        result.rows = narrow(rows, Key("named", id(owner)), part)
    words = set(naming.words(name))
    if words & naming.TARGET:
        result.name, result.deps = name, frozenset({name})
    return result
