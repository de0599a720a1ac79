"""Spark: sessions and readers, functions of columns named by texts."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.rows import source_rows
from mlwright.leakage.domain.values import Columns, Constant, Data, Estimator, Library, Value
from mlwright.leakage.events import Load
from mlwright.leakage.interpret.arguments import Arguments

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

SESSION = "pyspark.session"
FUNCTIONS = ("pyspark.sql.functions.", "F.")
READS = frozenset(["parquet", "csv", "json", "orc", "table", "load", "text", "sql", "jdbc"])


def call(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value | None:
    """A call on a session or its reader; None for what is not Spark's own."""
    name = dotted.rpartition(".")[2]
    if name == "getOrCreate" and "SparkSession" in dotted:
        return Library(SESSION)
    if "SparkSession.builder" in dotted:
        return Library(dotted.rpartition(".")[0])
    if dotted.startswith(SESSION):
        return _of_session(machine, dotted, name, args, node)
    return None


def _of_session(machine: "Machine", dotted: str, name: str, args: Arguments, node: ast.Call) -> Value | None:
    if name in READS and not (name == "sql" and dotted.count(".") > 2):
        path = args.positional[0] if args.positional else args.first("path")
        machine.emit(Load, node, function=dotted, path=path, params=args.keywords)
        text = (
            path.value
            if isinstance(path, Constant) and isinstance(path.value, str) and name != "sql"
            else machine.site(node)
        )
        result = Data(source_rows(("read", text)), flags=frozenset({"read"}))
        result.columns = Columns()
        result.node = node
        return result
    if ".read" in dotted:
        return Library(dotted.rpartition(".")[0])
    return None


def marked(made: Estimator) -> None:
    """Spark's models transform instead of predicting; its tokeniser only cuts texts."""
    made.flags.add("spark")
    if made.klass == "Tokenizer":
        made.kind = ""


def with_columns(dotted: str, args: Arguments) -> Arguments:
    """`F.avg("price")` means `F.avg(F.col("price"))`."""
    if not dotted.startswith(FUNCTIONS) or dotted.rpartition(".")[2] in {"lit", "expr", "udf", "window"}:
        return args
    if args.positional and isinstance(args.positional[0], Constant) and isinstance(args.positional[0].value, str):
        return Arguments([column(args.positional[0].value), *args.positional[1:]], args.keywords)
    return args


def column(name: str) -> Data:
    result = Data(flags=frozenset({"expr"}), deps=frozenset({name}))
    result.name = name
    return result
