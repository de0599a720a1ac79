"""The rows on which the model is scored are resampled.

The score then holds for a made-up mix of classes, partly on invented rows, and not for the rows the model will meet.

Leave the evaluation part as it is and resample the training part only.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK109"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from imblearn.over_sampling import RandomOverSampler
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("fraud.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="fraud"), df["fraud"], random_state=0)
    X_test, y_test = RandomOverSampler(random_state=0).fit_resample(X_test, y_test)  # LK109
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from imblearn.over_sampling import RandomOverSampler
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("fraud.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="fraud"), df["fraud"], random_state=0)
    X_train, y_train = RandomOverSampler(random_state=0).fit_resample(X_train, y_train)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if leak.kind in {"resample", "copies"} and leak.way == "refit":
            yield leak.hit(facts, f"{leak.what} changes the rows on which {leak.where} is taken", "leave as it is")
