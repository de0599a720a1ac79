"""A complex model is scored and no simple one beside it.

Whether boosting or a network is worth its cost can only be seen against a constant, a linear model or one tree on the
same rows.

Score a DummyClassifier and a linear model on the same split first.
"""

from collections.abc import Iterator

from mlwright.leakage.domain.values import Estimator
from mlwright.leakage.events import Fit
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.model_families import COMPLEX, SIMPLE, innermost
from mlwright.leakage.rule import Hit

CODE = "HY708"
SEVERITY: Level = "low"

BAD = (
    """
    import pandas as pd
    from sklearn.ensemble import GradientBoostingRegressor
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("homes.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="price"), df["price"], random_state=0)
    model = GradientBoostingRegressor(random_state=0)
    model.fit(X_train, y_train)  # HY708
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.dummy import DummyRegressor
    from sklearn.ensemble import GradientBoostingRegressor
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("homes.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="price"), df["price"], random_state=0)
    for model in (DummyRegressor(), GradientBoostingRegressor(random_state=0)):
        print(model.fit(X_train, y_train).score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    if not facts.scores:
        return
    tabular = [fit for fit in facts.fits if not _pictures(fit)]
    used = [item for fit in facts.fits for item in _models(fit.estimator)]
    used += [item for event in facts.validations if event.estimator is not None for item in _models(event.estimator)]
    if any(item.klass in SIMPLE for item in used):
        return
    first = next((fit for fit in tabular if any(_is_complex(item) for item in _models(fit.estimator))), None)
    if first is not None:
        name = next(item for item in _models(first.estimator) if _is_complex(item)).klass
        yield Hit(
            first.source,
            first.node,
            f"`{name}` is scored, but no simple model on the same rows shows what it adds",
            "low",
        )


def _models(estimator: Estimator) -> list[Estimator]:
    return [estimator, innermost(estimator), *estimator.steps]


def _is_complex(estimator: Estimator) -> bool:
    return estimator.klass in COMPLEX or estimator.role == "network"


def _pictures(fit: Fit) -> bool:
    """Networks on pictures and text have no linear model worth the name beside them."""
    return fit.estimator.role == "network" and not (fit.data.columns is not None or "read" in fit.data.flags)
