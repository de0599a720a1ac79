"""A split, a sampler or a model draws random numbers that nothing fixes.

A second run parts the rows otherwise and gives another score; nobody can tell a better model from a luckier draw.

Give random_state (a generator in PyTorch), or seed numpy, random and torch once at the start.
"""

from collections.abc import Iterator

from mlwright.leakage.events import Split
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.model_families import draws, seeded
from mlwright.leakage.rule import Hit
from mlwright.leakage.surroundings import seed_calls

CODE = "HY701"
SEVERITY: Level = "low"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"])  # HY701
    print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
    """,
    """
    import pandas as pd
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
    model = RandomForestClassifier()  # HY701
    model.fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import numpy as np
    import pandas as pd
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import train_test_split
    np.random.seed(1)
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"])
    print(RandomForestClassifier().fit(X_train, y_train).score(X_test, y_test))
    """,
    """
    import pandas as pd
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("load.csv")
    past, future = train_test_split(df, shuffle=False)
    print(len(past), len(future))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    if seed_calls(facts):
        return
    for split in facts.splits:
        if _random(split) and not seeded(split.params):
            yield Hit(
                split.source,
                split.node,
                "the split draws its rows anew in every run: no seed is given or set",
                "medium",
            )
    for fit in facts.fits:
        drawing = next((item for item in [fit.estimator, *fit.estimator.steps] if draws(item)), None)
        if drawing is not None and not seeded(drawing.params):
            yield Hit(
                fit.source,
                drawing.node,
                f"`{drawing.klass}` draws random numbers and has no seed: another run, another score",
                "low",
            )
            return
        if fit.estimator.role == "network" and not seeded(fit.params):
            yield Hit(
                fit.source, fit.node, f"`{fit.estimator.text}` starts from random weights, and no seed is set", "low"
            )
            return


def _random(split: Split) -> bool:
    if split.kind == "folds":
        shuffle = split.params.get("shuffle")
        return getattr(shuffle, "value", False) is True
    return (
        split.kind in {"train_test_split", "random_split"}
        and getattr(split.params.get("shuffle"), "value", True) is not False
    )
