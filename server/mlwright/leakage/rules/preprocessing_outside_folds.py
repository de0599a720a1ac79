"""A transformer is fitted before the folds are made, so every fold has seen the others.

In each round the rows that are scored have already shaped the features of the rows that are fitted.

Put the transformer and the model into one Pipeline and cross-validate that.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK105"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    from sklearn.preprocessing import StandardScaler
    df = pd.read_csv("churn.csv")
    X = StandardScaler().fit_transform(df.drop(columns="churn"))  # LK105
    print(cross_val_score(LogisticRegression(), X, df["churn"]).mean())
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    df = pd.read_csv("churn.csv")
    model = make_pipeline(StandardScaler(), LogisticRegression())
    print(cross_val_score(model, df.drop(columns="churn"), df["churn"]).mean())
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if (
            leak.way == "folds"
            and leak.kind in {"moments", "geometry", "vocabulary", "codes", "filter"}
            and not leak.of_target
        ):
            yield leak.hit(
                facts,
                f"{leak.what} learns from every fold before {leak.where}: the scored folds have shaped the features",
                "into a pipeline",
            )
