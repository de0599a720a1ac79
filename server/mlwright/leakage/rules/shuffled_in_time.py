"""Rows that follow one another in time are parted at random.

The model is trained on rows from before and after each test row and only has to fill in between; a forecast has no
after.

Cut at a date, pass shuffle=False, or use TimeSeriesSplit.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.ordering import order_shown, windowed
from mlwright.leakage.rule import Hit

CODE = "LK403"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("load.csv", parse_dates=["hour"]).sort_values("hour")
    df["before"] = df["load"].shift(24)
    df = df.dropna()
    X, y = df[["before"]], df["load"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)  # LK403
    model = Ridge().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import KFold, cross_val_score
    df = pd.read_csv("load.csv", parse_dates=["hour"]).sort_values("hour")
    df["before"] = df["load"].shift(24)
    df = df.dropna()
    scores = cross_val_score(Ridge(), df[["before"]], df["load"], cv=KFold(5, shuffle=True, random_state=0))  # LK403
    print(scores.mean())
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("load.csv", parse_dates=["hour"]).sort_values("hour")
    df["before"] = df["load"].shift(24)
    df = df.dropna()
    X, y = df[["before"]], df["load"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
    model = Ridge().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for draw in facts.draws:
        shown = order_shown(facts, draw)
        if shown is not None and not windowed(draw):
            level, why = shown
            yield Hit(
                draw.source,
                draw.node,
                f"rows are parted at random although {why}: the past is predicted from the future",
                level,
                fix="keep the order",
            )
