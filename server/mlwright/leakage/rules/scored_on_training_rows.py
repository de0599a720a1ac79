"""A model is judged on the rows on which it was fitted, and nowhere else.

Such a score measures memory, not prediction.

Keep a part of the rows apart, or cross-validate.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit
from mlwright.leakage.scoring import told

CODE = "LK111"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X, y = df.drop(columns="churn"), df["churn"]
    model = LogisticRegression().fit(X, y)
    print(model.score(X, y))  # LK111
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_train, y_train))
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for score, confidence in facts.memorised:
        name = score.estimator.text if score.estimator is not None else "the model"
        source, node = told(facts, score)
        yield Hit(
            source,
            node,
            f"`{name}` is scored on the rows it was fitted on in {score.fits[-1].spot}, and on no others",
            confidence,
            (
                facts.station(score.fits[-1], "the model is fitted here"),
                facts.station(score, "the same rows are scored here"),
            ),
        )
