"""Rows are kept or ordered by their label before they are parted.

The test part loses the rows that are hard to predict, or holds other labels than the training part; nobody knows the
label of a new row.

Split first; trim rows of the training part only.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit
from mlwright.leakage.selection import ordered_by_label, trimmed_by_label

CODE = "LK304"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LinearRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("rides.csv")
    df = df[df["fare"] < df["fare"].quantile(0.99)]  # LK304
    X, y = df[["distance", "hour"]], df["fare"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LinearRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import LinearRegression
    df = pd.read_csv("runs.csv").sort_values("minutes")  # LK304
    train, test = df.iloc[:800], df.iloc[800:]
    model = LinearRegression().fit(train[["age", "height"]], train["minutes"])
    print(model.score(test[["age", "height"]], test["minutes"]))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LinearRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("rides.csv").dropna(subset=["fare"])
    train, test = train_test_split(df, random_state=0)
    train = train[train["fare"] < train["fare"].quantile(0.99)]
    model = LinearRegression().fit(train[["distance", "hour"]], train["fare"])
    print(model.score(test[["distance", "hour"]], test["fare"]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for item in trimmed_by_label(facts):
        yield Hit(
            item.source, item.node,
            f"rows are kept by their label `{item.label}` before {item.split.spot} parts them: the hard ones are gone",
            item.confidence, (facts.station(item.split, "rows are parted here"),),
        )  # fmt: skip
    for item in ordered_by_label(facts):
        yield Hit(
            item.source, item.node,
            f"rows are sorted by their label `{item.label}` and then cut: both parts hold different labels",
            item.confidence, (facts.station(item.split, "the score is taken here"),),
        )  # fmt: skip
