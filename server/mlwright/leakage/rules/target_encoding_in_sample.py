"""Categories are replaced by the mean of the target over all rows.

Each row's own answer, and the answers of the test rows, are then part of its features.

Learn the encoding on the training fold only, or use a cross-fitted TargetEncoder inside a Pipeline.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK107"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    df["city_rate"] = df["city"].map(df.groupby("city")["churn"].mean())  # LK107
    train, test = train_test_split(df, random_state=0)
    model = LogisticRegression().fit(train[["age", "city_rate"]], train["churn"])
    print(model.score(test[["age", "city_rate"]], test["churn"]))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    train, test = train_test_split(df, random_state=0)
    rate = train.groupby("city")["churn"].mean()
    train["city_rate"] = train["city"].map(rate)
    test["city_rate"] = test["city"].map(rate)
    model = LogisticRegression().fit(train[["age", "city_rate"]], train["churn"])
    print(model.score(test[["age", "city_rate"]], test["churn"]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if leak.of_target and leak.way != "refit":
            yield leak.hit(
                facts, f"{leak.what} puts the target of rows into the features that {leak.where} counts as unseen"
            )
