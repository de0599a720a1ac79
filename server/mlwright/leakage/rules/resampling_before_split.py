"""Rows are copied or invented before the rows are parted.

Copies of one row, or points between two of them, end up on both sides: the test part holds rows that were fitted.

Split first and resample the training part only, or use a sampler inside an imblearn Pipeline.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK108"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from imblearn.over_sampling import SMOTE
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("fraud.csv")
    X, y = SMOTE(random_state=0).fit_resample(df.drop(columns="fraud"), df["fraud"])  # LK108
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from imblearn.over_sampling import SMOTE
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("fraud.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="fraud"), df["fraud"], random_state=0)
    X_train, y_train = SMOTE(random_state=0).fit_resample(X_train, y_train)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if leak.kind in {"resample", "copies"} and leak.way != "refit":
            yield leak.hit(
                facts,
                f"{leak.what} copies or invents rows before {leak.where} parts them: the same rows stand on both sides",
                "resample after the split",
            )
