"""The score by which a search chose is reported as the result.

The best of many cross-validated scores is too good by the luck of the choice; how much depends on how many were tried.

Score the chosen model on rows that the search has not seen, or nest the search in an outer cross-validation.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK204"
SEVERITY: Level = "low"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    df = pd.read_csv("churn.csv")
    search = GridSearchCV(LogisticRegression(), {"C": [0.1, 1, 10]}).fit(df.drop(columns="churn"), df["churn"])
    print("accuracy", search.best_score_)  # LK204
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

    search = GridSearchCV(LogisticRegression(), {"C": [0.1, 1, 10]}).fit(X_train, y_train)
    print(search.best_score_)
    print("accuracy", search.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for report, confidence in facts.reports:
        yield Hit(
            report.source,
            report.node,
            f"`{report.estimator.text}.{report.how}` is the score by which the search chose, "
            "and no other rows are scored",
            confidence,
            (facts.station(report, "reported here"),),
        )
