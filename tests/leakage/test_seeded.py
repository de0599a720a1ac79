"""A repository with one defect of each class: a review finds all of them at their lines, and none in its clean twin."""

import json

import pytest

from mlwright.leakage import command
from tests.leakage.repositories import repository, write

DEFECTIVE = {
    "pipeline/train.py": """
        import joblib
        import pandas as pd
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import train_test_split
        from sklearn.preprocessing import StandardScaler

        df = pd.read_csv("churn.csv")
        X, y = df.drop(columns="churn"), df["churn"]
        X = StandardScaler().fit_transform(X)  # leakage LK101
        X_train, X_test, y_train, y_test = train_test_split(X, y)  # reproducibility HY701
        model = LogisticRegression().fit(X_train, y_train)
        print(model.score(X_test, y_test))
        joblib.dump(model, "churn.joblib")
        """,
    "pipeline/promote.py": """
        from mlflow import MlflowClient

        client = MlflowClient()
        version = client.get_latest_versions("churn", stages=["None"])[0].version
        client.transition_model_version_stage("churn", version, stage="Production")  # promotion HY720
        """,
    "service/app.py": """
        import pandas as pd
        import skops.io
        from fastapi import FastAPI

        app = FastAPI()
        model = skops.io.load("churn.skops")


        @app.post("/predict")
        def predict(request: dict):
            return {"churn": int(model.predict(pd.DataFrame([request]))[0])}  # monitoring HY721
        """,
}
CLEAN = {
    "pipeline/train.py": """
        import joblib
        import pandas as pd
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import train_test_split
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        df = pd.read_csv("churn.csv")
        X, y = df.drop(columns="churn"), df["churn"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0, stratify=y)
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
        print(model.score(X_test, y_test))
        joblib.dump(model, "churn.joblib")
        """,
    "pipeline/promote.py": """
        from mlflow import MlflowClient

        client = MlflowClient()
        version = client.get_latest_versions("churn", stages=["None"])[0]
        accuracy = client.get_run(version.run_id).data.metrics["accuracy"]
        if accuracy < 0.8:
            raise SystemExit(f"accuracy {accuracy:.3f} is below 0.8")
        client.transition_model_version_stage("churn", version.version, stage="Production")
        """,
    "service/app.py": """
        import logging

        import pandas as pd
        import skops.io
        from fastapi import FastAPI

        app = FastAPI()
        log = logging.getLogger("requests")
        model = skops.io.load("churn.skops")


        @app.post("/predict")
        def predict(request: dict):
            churn = int(model.predict(pd.DataFrame([request]))[0])
            log.info("predicted", extra={"inputs": request, "churn": churn})
            return {"churn": churn}
        """,
}
CLASSES = ("LK", "HY701", "HY720", "HY721")


def reviewed(folder, monkeypatch, capsys):
    """What the command prints of a repository for programs, of the four classes."""
    monkeypatch.chdir(folder)
    command.run((".",), {"select": "ALL", "format": "json"})
    return [item for item in json.loads(capsys.readouterr().out)["findings"] if item["code"].startswith(CLASSES)]


def seeded(folder, files):
    repository(folder)
    for path, text in files.items():
        write(folder, path, "\n".join(line[8:] for line in text.strip("\n").split("\n")))
    return folder


def test_one_defect_of_each_class_is_found_at_its_line(tmp_path, monkeypatch, capsys):
    expected = {
        (path, number, line.rpartition(" ")[2])
        for path, text in DEFECTIVE.items()
        for number, line in enumerate(text.strip("\n").split("\n"), 1)
        if "  # " in line
    }

    found = reviewed(seeded(tmp_path / "seeded", DEFECTIVE), monkeypatch, capsys)

    assert len(expected) == 4
    assert expected == {(item["place"]["path"], item["place"]["line"], item["code"]) for item in found}


def test_nothing_of_these_is_found_in_the_clean_twin(tmp_path, monkeypatch, capsys):
    assert reviewed(seeded(tmp_path / "clean", CLEAN), monkeypatch, capsys) == []


@pytest.mark.parametrize("path", sorted(DEFECTIVE))
def test_each_defect_is_found_alone_in_the_clean_twin(tmp_path, monkeypatch, capsys, path):
    found = reviewed(seeded(tmp_path / "one", {**CLEAN, path: DEFECTIVE[path]}), monkeypatch, capsys)

    assert {path} == {item["place"]["path"] for item in found}
