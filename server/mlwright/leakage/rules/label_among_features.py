"""The label is among the features.

The model reads the answer off its input, so any score is close to perfect and says nothing about new rows.

Drop the label's column before the features go to the model.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit
from mlwright.leakage.supervision import by_position, contained

CODE = "LK301"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X = df.drop(columns="phone")  # LK301
    y = df["churn"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
    """
    import numpy as np
    from sklearn.model_selection import cross_val_score
    from sklearn.tree import DecisionTreeClassifier
    table = np.loadtxt("notes.txt")
    X, y = table[:, 1:], table[:, 4]  # LK301
    print(cross_val_score(DecisionTreeClassifier(random_state=0), X, y).mean())
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X = df.drop(columns=["phone", "churn"])
    y = df["churn"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import LinearRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("salaries.csv")
    X, y = df.iloc[:, :-1].values, df.iloc[:, 1].values
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LinearRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for task in facts.tasks:
        found = contained(task)
        if found is not None:
            name, level = found
            label = f"column {name[1:]}, the label," if by_position(name) else f"the label `{name}`"
            yield Hit(
                facts.source_of(task.place, task.event.source), task.place or task.event.node,
                f"{label} is a feature of the model in {task.event.spot}: it can read the answer off its input",
                level, (facts.station(task.event, "the model gets features and label here"),),
            )  # fmt: skip
