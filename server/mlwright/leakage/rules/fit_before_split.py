"""A transformer learns from rows that later become the test set.

Its means, components or words already contain the held-out rows, so the score is measured on rows the model has in
part met.

Split first and fit on the training part only, or put the transformer into a Pipeline.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK101"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler
    df = pd.read_csv("churn.csv")
    X, y = df.drop(columns="churn"), df["churn"]
    X = StandardScaler().fit_transform(X)  # LK101
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
    from sklearn.preprocessing import StandardScaler
    df = pd.read_csv("churn.csv")
    X, y = df.drop(columns="churn"), df["churn"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    scaler = StandardScaler().fit(X_train)
    model = LogisticRegression().fit(scaler.transform(X_train), y_train)
    print(model.score(scaler.transform(X_test), y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if (
            leak.by_estimator
            and leak.kind in {"moments", "geometry", "vocabulary", "codes"}
            and leak.way in {"split", "unscored", "cut"}
            and not leak.in_time(facts)
            and not leak.by_words
        ):
            yield leak.hit(
                facts,
                f"{leak.what} learns from rows that {leak.where} counts as unseen: "
                "the score looks better than it will be",
                "learn after the split",
            )
