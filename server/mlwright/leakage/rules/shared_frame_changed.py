"""A function changes in place the table that it was given.

The caller's table changes with it, unseen: a second call, or a cell run twice, works on other data than the first.

Work on a copy (`df = df.copy()` or `df.assign(...)`) and return it.
"""

from collections.abc import Iterator

from mlwright.leakage.events import Change
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "HY713"
SEVERITY: Level = "low"

BAD = (
    """
    import pandas as pd
    def prepare(df):
        df["rooms"] = df["rooms"].clip(0, 20)  # HY713
        return df
    raw = pd.read_csv("homes.csv")
    print(prepare(raw), raw)
    """,
    """
    import pandas as pd
    def prepare(df):
        df.drop(columns="id", inplace=True)  # HY713
        return df
    """,
)
GOOD = (
    """
    import pandas as pd
    def prepare(df):
        df = df.copy()
        df["rooms"] = df["rooms"].clip(0, 20)
        return df
    raw = pd.read_csv("homes.csv")
    print(prepare(raw), raw)
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    seen: set[tuple[int, str]] = set()
    for change in facts.of(Change):
        function = id(change.inside[-1]) if change.inside else 0
        if (function, change.name) in seen:
            continue
        seen.add((function, change.name))
        yield Hit(
            change.source,
            change.node,
            f"`{change.name}` is the caller's table, and it is changed here ({change.how})",
            "low",
        )
