"""A model is promoted and nothing compares its score with a bound or with the current model.

A worse model, or one trained on broken data, takes the place of a good one, and no run stops it.

Compare the held-out score with a limit and with the current model, and raise before the model is promoted.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.promotions import ungated
from mlwright.leakage.rule import Hit

CODE = "HY720"
SEVERITY: Level = "medium"

BAD = (
    """
    import mlflow
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    mlflow.log_metric("accuracy", model.score(X_test, y_test))
    info = mlflow.sklearn.log_model(model, "model")
    mlflow.register_model(info.model_uri, "churn")  # HY720
    """,
    """
    from mlflow import MlflowClient
    client = MlflowClient()
    latest = client.get_latest_versions("churn", stages=["None"])[0]
    client.transition_model_version_stage("churn", latest.version, stage="Production")  # HY720
    """,
)
GOOD = (
    """
    import mlflow
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    accuracy = model.score(X_test, y_test)
    if accuracy < 0.8:
        raise SystemExit(f"accuracy {accuracy:.3f} is below 0.8")
    info = mlflow.sklearn.log_model(model, "model")
    mlflow.register_model(info.model_uri, "churn")
    """,
    """
    from mlflow import MlflowClient
    client = MlflowClient()
    new = client.get_latest_versions("churn", stages=["None"])[0]
    current = client.get_latest_versions("churn", stages=["Production"])[0]
    scores = [client.get_run(item.run_id).data.metrics["auc"] for item in (new, current)]
    if scores[0] > scores[1]:
        client.transition_model_version_stage("churn", new.version, stage="Production")
    """,
    """
    from mlflow import MlflowClient
    client = MlflowClient()
    client.transition_model_version_stage("churn", 3, stage="Archived")
    client.set_registered_model_alias("churn", "challenger", 4)
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for promotion in ungated(facts):
        call = promotion.call
        yield Hit(
            call.source, call.node,
            f"the model is {promotion.how}, and nothing before compares its score with a bound or the current model",
            promotion.confidence,
        )  # fmt: skip
