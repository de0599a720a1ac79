"""A parameter is varied and each value is scored on the test part.

The best of many scores on the same rows is partly luck with these rows; reported as the result, it is too good.

Choose by validation rows or by cross-validation in the training part, and score the test part once.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK201"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    scores = []
    for c in [0.01, 0.1, 1, 10]:
        model = LogisticRegression(C=c).fit(X_train, y_train)
        scores.append(model.score(X_test, y_test))  # LK201
    print(max(scores))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.model_selection import GridSearchCV

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    search = GridSearchCV(LogisticRegression(), {"C": [0.01, 0.1, 1, 10]}).fit(X_train, y_train)
    print(search.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for sweep in facts.sweeps:
        if sweep.of == "parameter":
            yield sweep.hit(
                f"`{sweep.what}` is varied and every value is scored on held-out rows that no later part checks"
            )
