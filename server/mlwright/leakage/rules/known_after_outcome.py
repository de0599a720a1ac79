"""A feature is known only after the outcome, or merely numbers the rows.

The date of a cancellation exists because somebody cancelled; at the time of the prediction the column is empty.

Leave out what is written down after the outcome, and identifiers.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.outcomes import proxies
from mlwright.leakage.rule import Hit

CODE = "LK303"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("contracts.csv")
    X = df[["months", "fee", "cancel_reason_code"]]  # LK303
    X_train, X_test, y_train, y_test = train_test_split(X, df["churned"], random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("contracts.csv")
    X = df[["months", "fee", "region_code"]]
    X_train, X_test, y_train, y_test = train_test_split(X, df["churned"], random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for task in facts.tasks:
        for proxy in proxies(task):
            node = task.place or task.event.node
            names = ", ".join(f"`{name}`" for name in proxy.names[:4])
            yield Hit(
                facts.source_of(task.place, task.event.source),
                node,
                f"{names} {proxy.why}, and is a feature of the model in {task.event.spot}",
                proxy.confidence,
            )
