"""Training stops, or keeps its best state, by the rows whose score is reported.

The number of rounds is then tuned on the test part, and its score is the best of many.

Watch a validation part of its own and leave the test part for the end.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK202"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from lightgbm import LGBMClassifier, early_stopping

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    model = LGBMClassifier(n_estimators=1000)
    model.fit(X_train, y_train, eval_set=[(X_test, y_test)], callbacks=[early_stopping(20)])  # LK202
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from lightgbm import LGBMClassifier, early_stopping

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    X_fit, X_val, y_fit, y_val = train_test_split(X_train, y_train, random_state=0)
    model = LGBMClassifier(n_estimators=1000)
    model.fit(X_fit, y_fit, eval_set=[(X_val, y_val)], callbacks=[early_stopping(20)])
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for stop in facts.stops:
        yield Hit(
            stop.source,
            stop.node,
            f"training is stopped by rows ({stop.why}) whose score is reported{stop.where}",
            stop.confidence,
            tuple(facts.station(event, what) for event, what in stop.stations),
        )
