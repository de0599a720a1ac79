"""An inventory names what a project has already, by its code and never by running it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mlwright.cli.scan import scan as command
from mlwright.scanning import scan
from mlwright.scanning.inventory import ROLES, Entry

TRAIN = """
import joblib
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

model = make_pipeline(StandardScaler(), LogisticRegression())
model.fit(X, y)
joblib.dump(model, "model.joblib")
"""
FEATURES = "def build_customer_features(table):\n    return table\n"
EVALUATE = "from sklearn import metrics as m\n\nprint(m.roc_auc_score(y, scores))\n"
SERVE = """
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def answer(row: dict):
    return model.predict([row])


@app.get("/health")
def health():
    return "fine"
"""
MONITOR = "from evidently import Report\n\nReport([]).run(old, new)\n"
PLANTED = {
    "features": ("src/columns.py", FEATURES, 1, "defines `build_customer_features`"),
    "training": ("src/learn.py", TRAIN, 8, "fits `LogisticRegression`"),
    "evaluation": ("jobs/judge.py", EVALUATE, 3, "computes `roc_auc_score`"),
    "serving": ("service/api.py", SERVE, 9, "`@app.post('/predict')`"),
    "monitoring": ("ops/watch.py", MONITOR, 3, "`evidently.Report.run`"),
}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def inventory(folder: Path, confidence: str = "medium") -> tuple[Entry, ...]:
    done = scan([str(folder)], confidence, only="inventory")
    assert done.inventory is not None
    return done.inventory.entries


def roles(folder: Path, name: str, text: str) -> set[str]:
    write(folder, name, text)
    return {entry.role for entry in inventory(folder)}


def test_on_a_planted_repository_the_five_paths_are_returned(tmp_path):
    for name, text, _, _ in PLANTED.values():
        write(tmp_path, name, text)
    found = {(item.role, item.path, item.line, item.evidence) for item in inventory(tmp_path)}

    assert found == {(role, str(tmp_path / name), line, what) for role, (name, _, line, what) in PLANTED.items()}
    assert {item.confidence for item in inventory(tmp_path)} == {"high"}


def test_on_an_empty_repository_every_role_has_none(tmp_path):
    shown = CliRunner().invoke(command, [str(tmp_path)], standalone_mode=False)

    assert shown.return_value == 0
    assert [line for line in shown.output.splitlines() if "none found" in line] == [f"{r}: none found" for r in ROLES]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", "# model.fit(X, y), then roc_auc_score\nprint('model.fit(X, y)')\n"),
        ("a.py", '"""Calls model.fit(X, y) and @app.post("/predict")."""\nimport os\n'),
        ("a.py", "tailor.fit(suit)\ngame.score(3)\nfit = 3\n"),
        ("a.py", "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/users')\ndef users(): return []\n"),
        ("train.py", "# to be written\n"),
        ("fitting_room.py", "print('clothes')\n"),
        ("a.R", "# glm(y ~ x)\nprint(1)\n"),
        ("a.sql", "-- CREATE MODEL m\n/* ML.EVALUATE\n ML.PREDICT */ SELECT 1\n"),
        ("Makefile", "all:\n\techo train:\n# train:\n"),
        ("Dockerfile", "FROM python:3.11\n# CMD uvicorn\nCMD ['bash']\n"),
        ("broken.py", "def ("),
    ],
)
def test_words_in_comments_texts_and_other_code_are_no_sign(name, text, tmp_path):
    assert roles(tmp_path, name, text) == set()


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.py", "import xgboost as xgb\nxgb.train({}, rows)\n", {"training"}),
        ("a.py", "def f(model, X, y):\n    model.fit(X, y)\n", {"training"}),
        ("a.py", "from torch import nn\nloss.backward()\noptimiser.step()\n", {"training"}),
        ("a.py", "from transformers import Trainer\nt = Trainer(m)\nt.train()\n", {"training"}),
        ("a.py", TRAIN + "from sklearn.metrics import f1_score\nf1_score(y, p)\n", {"training", "evaluation"}),
        ("a.py", "from sklearn.preprocessing import StandardScaler as S\nS().fit_transform(X)\n", {"features"}),
        ("a.py", "import mlflow\nmlflow.log_metric('auc', 1)\n", {"trackers"}),
        ("a.py", "from airflow import DAG\nwith DAG('x') as d:\n    pass\n", {"pipelines"}),
        ("a.py", "import joblib\nm = joblib.load('m')\nm.predict(X)\n", {"serving"}),
        ("a.py", "def model_fn(d): ...\ndef predict_fn(x, m): ...\n", {"serving"}),
        ("a.py", "def population_stability_index(a, b): ...\n", {"monitoring"}),
        ("evaluate_model.py", "import csv\nprint(csv.list_dialects())\n", {"evaluation"}),
        ("test_a.py", "def test_it():\n    LogisticRegression().fit(X, y)\n", {"tests"}),
        ("tests/helper.py", TRAIN, {"tests"}),
        ("refit_on_test.py", TRAIN, {"training"}),
        ("features.sql", "SELECT a, avg(b) FROM t GROUP BY a\n", {"features"}),
        ("a.sql", "CREATE OR REPLACE MODEL m AS SELECT 1\n", {"training"}),
        ("model.R", "m <- glm(y ~ x, data = d)\n", {"training"}),
        ("api.R", "#* @post /predict\nfunction(x) x\n", {"serving"}),
        ("paper.Rmd", "glm(a)\n```{r}\nranger(y ~ ., d)\n```\n", {"training"}),
        ("Dockerfile", 'FROM python:3.11\nCMD ["uvicorn", "api:app"]\n', {"serving"}),
        ("compose.yaml", "services:\n  p:\n    image: prom/prometheus:v3\n", {"monitoring"}),
        ("rules.yml", "groups:\n- rules:\n  - alert: Drift\n    expr: x > 1\n", {"monitoring"}),
        ("prometheus.yml", "scrape_configs:\n  - job_name: a\n", {"monitoring"}),
        (".github/workflows/nightly.yml", "jobs:\n  a:\n    - run: python train.py\n", {"pipelines"}),
        ("Makefile", "train:\n\tpython x.py\n", {"pipelines"}),
        ("dvc.yaml", "stages:\n  a:\n    cmd: x\n", {"pipelines"}),
        (".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n", {"trackers"}),
        ("mlruns/0/meta.yaml", "name: x\n", {"trackers"}),
        ("rows.csv", "a,b\n1,2\n", {"data"}),
        ("model.onnx", "x", {"models"}),
    ],
)
def test_a_sign_gives_its_role_and_no_other(name, text, expected, tmp_path):
    assert roles(tmp_path, name, text) == expected


def test_code_of_others_is_counted_and_in_no_role(tmp_path):
    write(tmp_path, "vendor/lib/train.py", TRAIN)
    write(tmp_path, "node_modules/lib/train.py", TRAIN)
    done = scan([str(tmp_path)], only="inventory").inventory

    assert done is not None
    assert (done.entries, done.skipped) == ((), 1)


def notebook(path: Path, source: str, **metadata: object) -> None:
    cells = [{"cell_type": "markdown", "source": "model.fit(X, y)"}, {"cell_type": "code", "source": [source]}]
    path.write_text(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))


def test_a_notebook_is_read_by_its_cells_and_a_generated_one_is_only_named(tmp_path):
    notebook(tmp_path / "a.ipynb", "%matplotlib inline\nfrom xgboost import XGBClassifier\nXGBClassifier().fit(X, y)\n")
    notebook(tmp_path / "b.ipynb", "model.fit(X, y)", papermill={})
    found = [(Path(item.path).name, item.role, item.cell, item.line, item.evidence) for item in inventory(tmp_path)]

    assert found == [
        ("a.ipynb", "training", "cell 2", 3, "fits `XGBClassifier`"),
        ("a.ipynb", "notebooks", "", None, "1 cell of code"),
        ("b.ipynb", "notebooks", "", None, "1 cell of code, written by papermill"),
    ]


def test_many_tables_of_a_folder_are_one_entry_with_their_size(tmp_path):
    for number in range(8):
        write(tmp_path, f"parts/p{number}.csv", "a,b\n" * 250)
    (entry,) = inventory(tmp_path)

    assert (entry.path, entry.evidence) == (str(tmp_path / "parts" / "*.csv"), "8 files, 8.0 kB")


def test_links_are_not_followed_and_nothing_is_run(tmp_path):
    trace = tmp_path / "ran"
    write(tmp_path, "repo/train.py", f"open({str(trace)!r}, 'w').write('x')\n{TRAIN}")
    write(tmp_path, "outside/serve.py", SERVE)
    (tmp_path / "repo" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "repo" / "api.py").symlink_to(tmp_path / "outside" / "serve.py")

    assert [item.role for item in inventory(tmp_path / "repo")] == ["training"]
    assert not trace.exists()


@pytest.mark.parametrize(
    "text",
    ["x = " + "-" * 50_000 + "1", "a" + ".b()" * 20_000, "(" * 5_000, "\0", "x = '\\d'\n", "/*" * 300_000],
    ids=["signs", "chain", "brackets", "zero", "escape", "comments"],
)
def test_hostile_code_is_passed_over(text, tmp_path):
    for name in ("a.py", "a.sql", "a.Rmd", "a.yml"):
        write(tmp_path, name, text)

    assert inventory(tmp_path) == ()


def test_names_from_a_repository_cannot_leave_their_line(tmp_path):
    served = "@app.post('/predict\\n\\x1b')\ndef f(): ...\n"
    write(tmp_path, "a\nb\x1b[31m.py", f"from fastapi import FastAPI\napp = FastAPI()\n{served}")
    shown = CliRunner().invoke(command, [str(tmp_path)], standalone_mode=False).output

    assert "\x1b" not in shown
    assert len([line for line in shown.splitlines() if "predict" in line]) == 1


def test_json_lists_the_roles_beside_the_findings_and_the_exit_code_is_that_of_the_findings(tmp_path):
    write(tmp_path, "train.py", TRAIN)
    run = CliRunner().invoke(command, [str(tmp_path), "--json"], standalone_mode=False)
    told = json.loads(run.output)

    assert run.return_value == 0
    assert (told["findings"], told["files"]) == ([], 1)
    assert set(told["inventory"]["roles"]) == set(ROLES)
    assert told["inventory"]["roles"]["training"] == [
        {
            "path": str(tmp_path / "train.py"),
            "line": 8,
            "role": "training",
            "evidence": "fits `LogisticRegression`",
            "confidence": "high",
            "more": 0,
        }
    ]

    write(tmp_path, "requirements.txt", "pandas\n")
    both, alone, other = (
        CliRunner().invoke(command, [str(tmp_path), *options], standalone_mode=False)
        for options in ([], ["--only", "inventory"], ["--only", "findings"])
    )

    assert (both.return_value, alone.return_value, other.return_value) == (1, 0, 1)
    assert "SC831" in both.output
    assert "SC831" not in alone.output
    assert "training" not in other.output


def test_of_files_that_are_named_only_the_roles_that_they_have_are_told(tmp_path):
    path = write(tmp_path, "train.py", TRAIN)
    shown = CliRunner().invoke(command, [str(path)], standalone_mode=False).output

    assert "training: 1 file" in shown
    assert "none found" not in shown
