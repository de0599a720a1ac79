"""Models that go to their users: what counts as a gate before them, and as a record of what they answer."""

import re
import textwrap

import pytest

from mlwright.leakage import analyse, read

START = """
import sys
import mlflow
from mlflow import MlflowClient
from reviews import approve
client = MlflowClient()
"""
PROMOTE = 'client.set_registered_model_alias("churn", "champion", 3)'
SERVICE = """
import logging
import joblib
from fastapi import FastAPI, BackgroundTasks
from prometheus_fastapi_instrumentator import Instrumentator
app = FastAPI()
log = logging.getLogger()
model = joblib.load("churn.joblib")
"""


def found(text, *codes):
    """Marks of the shown findings of these codes, as lines of the text."""
    return {
        item.place.line
        for item in analyse(read("a.py", text.encode())).findings
        if item.code in codes and item.confidence != "low"
    }


def marked(text):
    return {number for number, line in enumerate(text.split("\n"), 1) if re.search(r"# HY72\d$", line)}


GATES = {
    "an assert": f"assert auc > 0.8\n{PROMOTE}",
    "a raise": f"if auc <= 0.8:\n    raise ValueError('too low')\n{PROMOTE}",
    "an exit": f"if not auc > 0.8:\n    sys.exit(1)\n{PROMOTE}",
    "around it": f"if auc > best and drift < 0.1:\n    {PROMOTE}",
    "the other branch": f"if auc < best:\n    print('kept')\nelse:\n    {PROMOTE}",
    "a check elsewhere": f"approve(auc)\n{PROMOTE}",
    "a verdict": f"verdict = judge(auc)\nif verdict.passed:\n    {PROMOTE}",
    "in a helper": f"def check(auc):\n    if auc < 0.8:\n        raise ValueError\ncheck(auc)\n{PROMOTE}",
    "an early return": f"def promote(auc):\n    if auc < 0.8:\n        return\n    {PROMOTE}",
}
NO_GATES = {
    "nothing": f"{PROMOTE}  # HY720",
    "an option": f"if '--register' in sys.argv:\n    {PROMOTE}  # HY720",
    "a count of arguments": f"if len(sys.argv) > 1:\n    {PROMOTE}  # HY720",
    "a gate that comes later": f"{PROMOTE}  # HY720\nassert auc > 0.8",
    "a test that lets all pass": f"if auc < 0.8:\n    print('low')\n{PROMOTE}  # HY720",
    "a gate of another function": (
        f"def a(auc):\n    assert auc > 0.8\n    {PROMOTE}\n\n\ndef b():\n    {PROMOTE}  # HY720"
    ),
}


@pytest.mark.parametrize("name", GATES)
def test_a_gate_guards_a_promotion(name):
    assert found(START + GATES[name], "HY720") == set()


@pytest.mark.parametrize("name", NO_GATES)
def test_what_judges_no_score_is_no_gate(name):
    text = START + NO_GATES[name]

    assert marked(text) == found(text, "HY720")


RECORDS = {
    "a log line": "    log.info('predicted %s', answer)\n    return answer",
    "a row": "    database.execute('insert into answers values (?)', answer)\n    return answer",
    "a later task": "    tasks.add_task(print, answer)\n    return answer",
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_of_the_request_is_monitoring(name):
    endpoint = (
        "@app.post('/predict')\ndef predict(rows: list, tasks: BackgroundTasks):\n    answer = model.predict(rows)\n"
    )

    assert found(SERVICE + endpoint + RECORDS[name], "HY721") == set()


def test_each_endpoint_is_looked_at_for_itself():
    text = SERVICE + textwrap.dedent("""
        @app.post("/one")
        def one(rows: list):
            answer = model.predict(rows)
            log.info("%s", answer)
            return answer

        @app.post("/two")
        async def two(rows: list):
            return model.predict(rows)  # HY721

        def batch(rows):
            return model.predict(rows)

        @app.get("/health")
        def health():
            log.info("alive")
            return "fine"
        """)

    assert marked(text) == found(text, "HY721")


@pytest.mark.parametrize(
    "watch",
    [
        "Instrumentator().instrument(app)",
        "@app.middleware('http')\ndef record(request, forward):\n    log.info(request)",
    ],
)
def test_what_watches_all_endpoints_counts_for_each(watch):
    endpoint = "\n@app.post('/predict')\ndef predict(rows: list):\n    return model.predict(rows)\n"

    assert found(SERVICE + watch + endpoint, "HY721") == set()
    assert found(SERVICE + endpoint, "HY721") != set()


SCORED = """
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
table = pd.read_csv("homes.csv")
X, y = table.drop(columns="price"), table["price"]
model = Ridge().fit(X, y)
print({})
"""


@pytest.mark.parametrize("score", ["np.mean((y - model.predict(X)) ** 2)", "np.mean(np.abs(y - model.predict(X)))"])
def test_a_mean_of_errors_is_a_score(score):
    assert found(SCORED.format(score), "LK111") != set()


@pytest.mark.parametrize("bias", ["np.mean(y - model.predict(X))", "(y - model.predict(X)).mean()"])
def test_a_mean_of_plain_differences_corrects_and_does_not_judge(bias):
    assert found(SCORED.format(bias), "LK111") == set()
