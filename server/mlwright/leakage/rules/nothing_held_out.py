"""A model is fitted and saved, and nothing is scored.

What is put to use may be no better than a guess; nobody has looked.

Hold rows out, or cross-validate, before the model is saved.
"""

from collections.abc import Iterator

from mlwright.leakage.events import Call, Fit, Predict
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit
from mlwright.leakage.surroundings import saves

CODE = "HY705"
SEVERITY: Level = "low"

BAD = (
    """
    import joblib
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    df = pd.read_csv("churn.csv")
    model = LogisticRegression()
    model.fit(df.drop(columns="churn"), df["churn"])  # HY705
    joblib.dump(model, "churn.joblib")
    """,
)
GOOD = (
    """
    import joblib
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    df = pd.read_csv("churn.csv")
    model = LogisticRegression()
    print(cross_val_score(model, df.drop(columns="churn"), df["churn"]).mean())
    model.fit(df.drop(columns="churn"), df["churn"])
    joblib.dump(model, "churn.joblib")
    """,
    """
    import pandas as pd
    from sklearn.cluster import KMeans
    df = pd.read_csv("customers.csv")
    df["segment"] = KMeans(4, random_state=0).fit_predict(df)
    df.to_csv("segments.csv")
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    if facts.scores or facts.validations:
        return
    fits = [fit for fit in facts.fits if _supervised(fit)]
    if not fits or any(fit.evals for fit in facts.fits):
        return
    last = fits[-1]
    kept = saves(facts)
    if kept:
        level: Level = "low" if _shown_elsewhere(facts) or facts.notes or last.inside else "medium"
        yield Hit(
            last.source, last.node, f"`{last.estimator.text}` is saved in {kept[0].spot} and never scored", level,
            (facts.station(kept[0], "the model is saved here"),),
        )  # fmt: skip
    elif any(event.fit is not None and _supervised(event.fit) for event in facts.of(Predict)):
        yield Hit(
            last.source, last.node, f"`{last.estimator.text}` is fitted and used, and no score is taken anywhere", "low"
        )


def _supervised(fit: Fit) -> bool:
    return (
        fit.target is not None
        and fit.estimator.role in {"model", "pipeline", "wrapper"}
        and "parameter" not in fit.estimator.flags
    )


def _shown_elsewhere(facts: Facts) -> bool:
    """Whether predictions go to a function nobody knows: it may be a score."""
    return any("prediction" in getattr(value, "flags", ()) for call in facts.of(Call) for value in call.values)
