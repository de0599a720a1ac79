"""The training table and the test table are put together before something is learned from them.

What is learned from the pooled frame carries the rows on which the model is to be judged.

Learn from the training table alone and apply it to both.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK103"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler
    train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
    y = train.pop("label")
    both = pd.concat([train, test])
    scaler = StandardScaler().fit(both)  # LK103
    model = LogisticRegression().fit(scaler.transform(train), y)
    pd.DataFrame({"label": model.predict(scaler.transform(test))}).to_csv("submission.csv")
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler
    train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
    y = train.pop("label")
    scaler = StandardScaler().fit(train)
    model = LogisticRegression().fit(scaler.transform(train), y)
    pd.DataFrame({"label": model.predict(scaler.transform(test))}).to_csv("submission.csv")
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if (
            leak.way == "pooled"
            and leak.kind in {"moments", "geometry", "vocabulary", "filter", "entity"}
            and not leak.of_target
        ):
            yield leak.hit(facts, f"{leak.what} learns from training and test rows pooled, before {leak.where}")
