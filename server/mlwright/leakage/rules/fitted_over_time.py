"""A statistic of the whole series is used before the series is cut into past and future.

The scale of the future is known to every training window.

Cut first and fit on the past only.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK404"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    from sklearn.preprocessing import MinMaxScaler
    df = pd.read_csv("prices.csv", parse_dates=["date"]).sort_values("date")
    values = MinMaxScaler().fit_transform(df[["close", "volume"]])  # LK404
    cut = int(len(values) * 0.8)
    model = Ridge().fit(values[:cut, 1:], values[:cut, 0])
    print(model.score(values[cut:, 1:], values[cut:, 0]))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    from sklearn.preprocessing import MinMaxScaler
    df = pd.read_csv("prices.csv", parse_dates=["date"]).sort_values("date")
    values = df[["close", "volume"]]
    cut = int(len(values) * 0.8)
    past, future = values[:cut], values[cut:]
    scaler = MinMaxScaler().fit(past)
    past, future = scaler.transform(past), scaler.transform(future)
    model = Ridge().fit(past[:, 1:], past[:, 0])
    print(model.score(future[:, 1:], future[:, 0]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        decomposed = leak.kind == "smooth" and leak.decomposes
        if (
            (decomposed or leak.kind in {"moments", "geometry", "vocabulary", "filter"})
            and leak.way in {"split", "unscored", "cut"}
            and leak.in_time(facts)
        ):
            yield leak.hit(
                facts,
                f"{leak.what} learns from the whole series, and {leak.where} is taken on its later part",
                "learn after the split",
            )
