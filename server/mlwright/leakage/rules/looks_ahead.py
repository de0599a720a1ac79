"""A feature holds a value from later rows.

At the time of the forecast nobody knows it, so the score cannot be reached in use.

Use values of earlier rows; later ones may only be what is forecast.
"""

from collections.abc import Iterator

from mlwright.leakage.derivation import used
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.ordering import ahead
from mlwright.leakage.rule import Hit

CODE = "LK401"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    df = pd.read_csv("prices.csv", parse_dates=["date"]).sort_values("date")
    df["next_open"] = df["open"].shift(-1)  # LK401
    train, test = df[df["date"] < "2023-01-01"], df[df["date"] >= "2023-01-01"]
    model = Ridge().fit(train[["close", "next_open"]], train["volume"])
    print(model.score(test[["close", "next_open"]], test["volume"]))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    df = pd.read_csv("load.csv", parse_dates=["hour"]).sort_values("hour")
    df["level"] = df["load"].rolling(25, center=True).mean()  # LK401
    train, test = df[df["hour"] < "2023-01-01"], df[df["hour"] >= "2023-01-01"]
    model = Ridge().fit(train[["level"]], train["load"])
    print(model.score(test[["level"]], test["load"]))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    df = pd.read_csv("prices.csv", parse_dates=["date"]).sort_values("date")
    df["tomorrow"] = df["close"].shift(-1)
    df["yesterday"] = df["close"].shift(1)
    df = df.dropna()
    train, test = df[df["date"] < "2023-01-01"], df[df["date"] >= "2023-01-01"]
    model = Ridge().fit(train[["close", "yesterday"]], train["tomorrow"])
    print(model.score(test[["close", "yesterday"]], test["tomorrow"]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    seen: set[int] = set()
    for task in facts.tasks:
        for item in ahead(task.data, task.target, task.names, used(task.data)):
            if id(item.node) not in seen:
                seen.add(id(item.node))
                yield Hit(
                    facts.source_of(item.node, task.event.source), item.node,
                    f"`{item.name}` holds values of later rows and is a feature of the model in {task.event.spot}",
                    item.confidence, (facts.station(task.event, "the model gets it here"),),
                )  # fmt: skip
    for leak in facts.leaks:
        if leak.kind == "smooth" and facts.series() and id(leak.statistic.node) not in seen and not leak.decomposes:
            yield leak.hit(
                facts, f"{leak.what} smooths each row with later ones, and {leak.where} is taken on such rows"
            )
