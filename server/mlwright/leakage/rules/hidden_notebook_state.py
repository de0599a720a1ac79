"""Cells were run in another order than they stand.

What the outputs show came from a state that a run from top to bottom does not reach: a name from a deleted or later
cell, a frame that was changed twice.

Restart the kernel and run all cells in order.
"""

from collections.abc import Iterator

from mlwright.leakage.cell_order import late_cells, used_before_defined
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit
from mlwright.leakage.surroundings import at_line

CODE = "HY712"
SEVERITY: Level = "low"

# notebooks exported as scripts, with the count of the run in each prompt
BAD = (
    """
    # In[1]:
    import pandas as pd
    # In[4]:
    df = pd.read_csv("churn.csv")
    # In[7]:  # HY712
    print(df[columns].describe())
    # In[5]:
    columns = ["age", "balance"]
    """,
    """
    # In[1]:
    import pandas as pd
    df = pd.read_csv("churn.csv")
    # In[9]:
    print(df.describe())
    # In[3]:  # HY712
    df = df.dropna()
    """,
)
GOOD = (
    """
    # In[1]:
    import pandas as pd
    # In[3]:
    columns = ["age", "balance"]
    # In[4]:
    df = pd.read_csv("churn.csv")
    print(df[columns].describe())
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    needed = used_before_defined(facts.source)
    for name, cell, later in needed:
        yield Hit(
            facts.source, at_line(cell.first),
            f"cell {cell.number} uses `{name[:60]}`, which only cell {later.number} below defines: "
            "it ran on the state of an earlier run",
            "medium",
        )  # fmt: skip
    late = late_cells(facts.source)
    if late and not needed:
        shown = ", ".join(f"cell {cell.number} (run {cell.count})" for cell in late[:5])
        yield Hit(facts.source, at_line(late[0].first), f"{shown} ran before cells that stand above", "low")
