"""A second model is fitted on predictions for rows that the first model was fitted on.

On these rows the first model is too good, so the second trusts it too much; the stack fails on new rows.

Feed the second model out-of-fold predictions: cross_val_predict or StackingClassifier.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK112"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    import numpy as np
    from sklearn.ensemble import RandomForestClassifier
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
    forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
    first = forest.predict_proba(X_train)
    meta = LogisticRegression().fit(first, y_train)  # LK112
    print(meta.score(forest.predict_proba(X_test), y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import cross_val_predict
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
    forest = RandomForestClassifier(random_state=0)
    first = cross_val_predict(forest, X_train, y_train, method="predict_proba")
    meta = LogisticRegression().fit(first, y_train)
    forest.fit(X_train, y_train)
    print(meta.score(forest.predict_proba(X_test), y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for fit, base in facts.stacks:
        yield Hit(
            fit.source,
            fit.node,
            f"`{fit.text}` is fitted on predictions for rows that `{base.text}` was fitted on in {base.spot}",
            "high",
            (
                facts.station(base, "the first model is fitted here"),
                facts.station(fit, "the second learns from its predictions of the same rows"),
            ),
        )
