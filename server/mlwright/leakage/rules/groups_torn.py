"""Rows of one person or thing stand on both sides of the split.

The model recognises the person instead of learning the task; with a new person the score is lower.

Split by group: GroupKFold, GroupShuffleSplit, StratifiedGroupKFold.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.grouping import group_ignored
from mlwright.leakage.rule import Hit

CODE = "LK501"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("visits.csv")
    print(df.groupby("patient_id").size().describe())
    X, y = df.drop(columns=["ill", "patient_id"]), df["ill"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)  # LK501
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_score
    df = pd.read_csv("visits.csv")
    print(df.groupby("patient_id").size().describe())
    X, y = df.drop(columns=["ill", "patient_id"]), df["ill"]
    print(cross_val_score(LogisticRegression(), X, y, groups=df["patient_id"], cv=GroupKFold(5)).mean())
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for draw in facts.draws:
        found = group_ignored(facts, draw)
        if found is not None:
            level, name = found
            yield Hit(
                draw.source,
                draw.node,
                f"rows are parted at random although several belong to one `{name}`: it stands on both sides",
                level,
            )
