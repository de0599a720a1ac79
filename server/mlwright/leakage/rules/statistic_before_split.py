"""A mean, quantile or mode of all rows goes into the features before the split.

Filling, clipping or scaling by hand with numbers of the whole table lets every training row know something of the
test rows.

Compute the number on the training part and use it for both parts.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK102"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    df["age"] = df["age"].fillna(df["age"].mean())  # LK102
    X, y = df.drop(columns="churn"), df["churn"]
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
    df = pd.read_csv("churn.csv")
    train, test = train_test_split(df, random_state=0)
    mean = train["age"].mean()
    train["age"] = train["age"].fillna(mean)
    test["age"] = test["age"].fillna(mean)
    model = LogisticRegression().fit(train.drop(columns="churn"), train["churn"])
    print(model.score(test.drop(columns="churn"), test["churn"]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if (
            not leak.by_estimator
            and leak.kind in {"moments", "geometry", "filter"}
            and leak.way in {"split", "unscored", "cut"}
            and not leak.in_time(facts)
            and not leak.of_target
        ):
            yield leak.hit(facts, f"{leak.what} is computed from rows that {leak.where} counts as unseen")
