"""Features are chosen with the target of rows that are scored later.

With many columns some agree with the target by chance; choosing them with the scored rows in hand turns the chance
into a score.

Choose inside the training part, or as a step of a Pipeline.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK106"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.feature_selection import SelectKBest
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    df = pd.read_csv("genes.csv")
    X, y = df.drop(columns="sick"), df["sick"]
    X = SelectKBest(k=20).fit_transform(X, y)  # LK106
    print(cross_val_score(LogisticRegression(), X, y).mean())
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.feature_selection import SelectKBest
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    from sklearn.pipeline import make_pipeline
    df = pd.read_csv("genes.csv")
    X, y = df.drop(columns="sick"), df["sick"]
    print(cross_val_score(make_pipeline(SelectKBest(k=20), LogisticRegression()), X, y).mean())
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if leak.kind == "supervised" and leak.way != "refit" and not leak.stacked:
            yield leak.hit(
                facts,
                f"{leak.what} chooses features with the target of rows that {leak.where} counts as unseen",
                "learn after the split | into a pipeline",
            )
