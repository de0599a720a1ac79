"""Packages are installed without a version in the middle of the work.

The next run gets other releases, with other defaults, and another score.

Name versions (`pip install "scikit-learn==1.9.0"`), or keep a requirements file with a lock.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit
from mlwright.leakage.surroundings import at_line, installs

CODE = "HY709"
SEVERITY: Level = "low"

BAD = (
    """
    import os
    os.system("pip install xgboost shap==0.46")  # HY709
    import xgboost
    print(xgboost.__version__)
    """,
)
GOOD = (
    """
    import os
    os.system("pip install -r requirements.txt 'xgboost==3.1'")
    import xgboost
    print(xgboost.__version__)
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for line, packages in installs(facts):
        shown = ", ".join(f"`{name[:60]}`" for name in packages[:5])
        yield Hit(
            facts.source, at_line(line), f"{shown} installed without a version: the next run may get another one", "low"
        )
