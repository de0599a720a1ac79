"""A training script saves a model and leaves no record of how it came to be.

Parameters, data and scores of the run cannot be found again once the next run has replaced the file.

Log parameters, metrics and the artefact with a tracker, or write them beside the model.
"""

from collections.abc import Iterator

from mlwright.leakage.events import Call
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit
from mlwright.leakage.surroundings import saves, tracked

CODE = "HY707"
SEVERITY: Level = "low"

BAD = (
    """
    import joblib
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    df = pd.read_csv("churn.csv")
    model = LogisticRegression(C=0.3)
    print(cross_val_score(model, df.drop(columns="churn"), df["churn"]).mean())
    model.fit(df.drop(columns="churn"), df["churn"])
    joblib.dump(model, "churn.joblib")  # HY707
    """,
)
GOOD = (
    """
    import joblib
    import mlflow
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    df = pd.read_csv("churn.csv")
    model = LogisticRegression(C=0.3)
    mlflow.log_metric("accuracy", cross_val_score(model, df.drop(columns="churn"), df["churn"]).mean())
    model.fit(df.drop(columns="churn"), df["churn"])
    joblib.dump(model, "churn.joblib")
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    if not any(fit.estimator.role in {"model", "pipeline", "search", "network", "wrapper"} for fit in facts.fits):
        return
    kept = saves(facts)
    if kept and not tracked(facts) and not _written_down(facts):
        yield Hit(
            kept[0].source,
            kept[0].node,
            "the model is saved, but neither its parameters nor its scores are recorded",
            "low",
        )


def _written_down(facts: Facts) -> bool:
    """Whether the script writes scores or parameters as JSON or YAML beside the model."""
    return any(call.function in {"json.dump", "yaml.dump", "yaml.safe_dump", "json.dumps"} for call in facts.of(Call))
