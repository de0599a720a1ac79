"""Gaps in a series are filled from later rows.

A value that was not known at its time is put there from the future; across the cut it even comes from the test part.

Fill forward only.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK402"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    df = pd.read_csv("load.csv", parse_dates=["date"]).sort_values("date")
    df["temperature"] = df["temperature"].bfill()  # LK402
    cut = int(len(df) * 0.8)
    model = Ridge().fit(df[["temperature"]][:cut], df["load"][:cut])
    print(model.score(df[["temperature"]][cut:], df["load"][cut:]))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    df = pd.read_csv("load.csv", parse_dates=["date"]).sort_values("date")
    df["temperature"] = df["temperature"].ffill()
    cut = int(len(df) * 0.8)
    model = Ridge().fit(df[["temperature"]][:cut], df["load"][:cut])
    print(model.score(df[["temperature"]][cut:], df["load"][cut:]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if leak.kind == "fill" and facts.series():
            yield leak.hit(facts, f"{leak.what} fills gaps from later rows, and {leak.where} is taken on such rows")
