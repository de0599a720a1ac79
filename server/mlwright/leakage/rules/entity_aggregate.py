"""An aggregate per entity is computed over rows of both parts.

The mean of a customer's rows contains the rows that are scored.

Aggregate the training part and map the result onto both parts.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK503"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("orders.csv")
    df["usual"] = df.groupby("customer_id")["amount"].transform("mean")  # LK503
    train, test = train_test_split(df, random_state=0)
    model = LogisticRegression().fit(train[["amount", "usual"]], train["returned"])
    print(model.score(test[["amount", "usual"]], test["returned"]))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("orders.csv")
    train, test = train_test_split(df, random_state=0)
    usual = train.groupby("customer_id")["amount"].mean()
    train["usual"] = train["customer_id"].map(usual)
    test["usual"] = test["customer_id"].map(usual)
    model = LogisticRegression().fit(train[["amount", "usual"]], train["returned"])
    print(model.score(test[["amount", "usual"]], test["returned"]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if leak.kind == "entity" and leak.way not in {"refit", "pooled"} and not leak.of_target:
            yield leak.hit(facts, f"{leak.what} aggregates rows of an entity that {leak.where} counts as unseen")
