"""Rows are joined with a later snapshot.

A join on the nearest or the next time brings values that were not known at the row's own time.

Join backward (direction="backward"), with a tolerance.
"""

from collections.abc import Iterator

from mlwright.leakage.domain.values import Constant
from mlwright.leakage.events import Join
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK406"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    trades = pd.read_csv("trades.csv", parse_dates=["time"]).sort_values("time")
    books = pd.read_csv("books.csv", parse_dates=["time"]).sort_values("time")
    table = pd.merge_asof(trades, books, on="time", direction="forward")  # LK406
    train, test = table[table["time"] < "2023-01-01"], table[table["time"] >= "2023-01-01"]
    model = Ridge().fit(train[["spread"]], train["move"])
    print(model.score(test[["spread"]], test["move"]))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    trades = pd.read_csv("trades.csv", parse_dates=["time"]).sort_values("time")
    books = pd.read_csv("books.csv", parse_dates=["time"]).sort_values("time")
    table = pd.merge_asof(trades, books, on="time", direction="backward")
    train, test = table[table["time"] < "2023-01-01"], table[table["time"] >= "2023-01-01"]
    model = Ridge().fit(train[["spread"]], train["move"])
    print(model.score(test[["spread"]], test["move"]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    if not facts.fits and not facts.validations:
        return
    for join in facts.of(Join):
        given = join.params.get("direction") or join.params.get("strategy")
        direction = given.value if isinstance(given, Constant) else None
        if direction in {"forward", "nearest"}:
            which = "next" if direction == "forward" else "nearest"
            message = f"each row is joined with the {which} snapshot, which may be later than the row"
            yield Hit(join.source, join.node, message, "medium")
