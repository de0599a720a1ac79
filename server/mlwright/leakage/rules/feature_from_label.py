"""A feature is computed from the label, or the label from a feature that stays.

A threshold, a rank or a ratio of the label gives it away; the model only has to undo the formula.

Leave such columns out of the features.
"""

from collections.abc import Iterator

from mlwright.leakage.derivation import derived
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK302"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LinearRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("flats.csv")
    df["per_area"] = df["price"] / df["area"]  # LK302
    X, y = df[["area", "rooms", "per_area"]], df["price"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LinearRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("wine.csv")
    df["good"] = df["quality"] >= 7
    X, y = df.drop(columns="good"), df["good"]  # LK302
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("wine.csv")
    df["good"] = df["quality"] >= 7
    X, y = df.drop(columns=["good", "quality"]), df["good"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for task in facts.tasks:
        for item in derived(task):
            if item.place is not None:
                what = f"`{item.name}` is computed from the label `{item.label}` and is a feature of"
            else:
                what = f"the label `{item.label}` is computed from `{item.name}`, which is a feature of"
            node = item.place or task.place or task.event.node
            yield Hit(
                facts.source_of(node, task.event.source), node,
                f"{what} the model in {task.event.spot}", item.confidence,
                (facts.station(task.event, "the model gets features and label here"),),
            )  # fmt: skip
