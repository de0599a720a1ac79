"""Several models are compared on one test part, and the winner is taken by its score there.

With many models the best is partly lucky on these rows. A comparison that only prints is no fault.

Choose by cross-validation in the training part, and score the winner on the test part.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK205"
SEVERITY: Level = "low"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.ensemble import RandomForestClassifier

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    scores = {}
    for name, model in {"linear": LogisticRegression(), "forest": RandomForestClassifier(random_state=0)}.items():
        model.fit(X_train, y_train)
        scores[name] = model.score(X_test, y_test)
    best = max(scores, key=scores.get)  # LK205
    print(best)
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.ensemble import RandomForestClassifier

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    for name, model in {"linear": LogisticRegression(), "forest": RandomForestClassifier(random_state=0)}.items():
        model.fit(X_train, y_train)
        print(name, model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for choice in facts.contests:
        yield Hit(
            choice.source,
            choice.node,
            f"the winner among models is taken ({choice.how}) by scores on held-out rows that no later part checks",
            "low",
            tuple(facts.station(score, "scored here") for score in sorted(choice.scores, key=lambda item: item.at)[:4]),
        )
