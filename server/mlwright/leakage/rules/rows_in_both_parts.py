"""The same rows are fitted and scored, although the parts look different.

Overlapping slices, two independent samples, a part that was put back into the training rows: the model has met rows
of the test part.

Cut the rows once into parts that cannot overlap, and score a model only on a part that it was not fitted on.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK110"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    train = df.sample(frac=0.8, random_state=1)
    test = df.sample(frac=0.2, random_state=2)  # LK110
    model = LogisticRegression().fit(train.drop(columns="churn"), train["churn"])
    print(model.score(test.drop(columns="churn"), test["churn"]))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X, y = df.drop(columns="churn"), df["churn"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LogisticRegression().fit(X, y)
    print(model.score(X_test, y_test))  # LK110
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    train = df.sample(frac=0.8, random_state=1)
    test = df.drop(train.index)
    model = LogisticRegression().fit(train.drop(columns="churn"), train["churn"])
    print(model.score(test.drop(columns="churn"), test["churn"]))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X, y = df.drop(columns="churn"), df["churn"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    model.fit(X, y)
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for mix in facts.mixtures:
        yield Hit(
            mix.source,
            mix.node,
            f"the rows scored in {mix.score.spot} overlap the rows fitted in {mix.fit.spot}",
            mix.confidence,
            (
                facts.station(mix.fit, "the model is fitted here"),
                facts.station(mix.score, "rows it has met are scored here"),
            ),
        )
