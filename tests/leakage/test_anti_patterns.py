"""Nine anti-patterns: for each a script in which it is found at its line, and a twin in which it is not."""

import re
import textwrap

import pytest

from mlwright.leakage import analyse, read
from mlwright.leakage.checklist import ANTI_PATTERNS
from mlwright.leakage.explain import rules

START = """
import joblib
import mlflow
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, average_precision_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
df = pd.read_csv("churn.csv")
X, y = df.drop(columns="churn"), df["churn"]
"""
SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=0)\n"
SERVICE = """
import logging
import pandas as pd
import skops.io
from fastapi import FastAPI
app = FastAPI()
log = logging.getLogger("requests")
model = skops.io.load("churn.skops")

@app.post("/predict")
def predict(request: dict):
"""
# anti-pattern → the script that has it, and the twin that has it not
SCRIPTS = {
    "Training on test rows": (
        START + SPLIT + "model = LogisticRegression().fit(X, y)\nprint(model.score(X_test, y_test))  # LK110\n",
        START + SPLIT + "model = LogisticRegression().fit(X_train, y_train)\nprint(model.score(X_test, y_test))\n",
    ),
    "Ignoring imbalance": (
        START
        + SPLIT
        + """
model = LogisticRegression(class_weight="balanced").fit(X_train, y_train)
print(accuracy_score(y_test, model.predict(X_test)))  # HY702
""",
        START
        + SPLIT
        + """
model = LogisticRegression(class_weight="balanced").fit(X_train, y_train)
print(average_precision_score(y_test, model.predict_proba(X_test)[:, 1]))
""",
    ),
    "No monitoring": (
        SERVICE + "    return int(model.predict(pd.DataFrame([request]))[0])  # HY721\n",
        SERVICE
        + """
    answer = int(model.predict(pd.DataFrame([request]))[0])
    log.info("predicted", extra={"inputs": request, "answer": answer})
    return answer
""",
    ),
    "Tuning on test rows": (
        START
        + SPLIT
        + """
best = 0.0
for C in (0.1, 1.0, 10.0):
    score = LogisticRegression(C=C).fit(X_train, y_train).score(X_test, y_test)  # LK201
    best = max(best, score)
print(best)
""",
        START
        + SPLIT
        + """
X_train, X_valid, y_train, y_valid = train_test_split(X_train, y_train, stratify=y_train, random_state=0)
best, chosen = 0.0, 1.0
for C in (0.1, 1.0, 10.0):
    score = LogisticRegression(C=C).fit(X_train, y_train).score(X_valid, y_valid)
    if score > best:
        best, chosen = score, C
print(LogisticRegression(C=chosen).fit(X_train, y_train).score(X_test, y_test))
""",
    ),
    "No tracking": (
        START
        + SPLIT
        + """
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
joblib.dump(model, "churn.joblib")  # HY707
""",
        START
        + SPLIT
        + """
model = LogisticRegression().fit(X_train, y_train)
mlflow.log_metric("accuracy", model.score(X_test, y_test))
joblib.dump(model, "churn.joblib")
""",
    ),
    "Premature optimisation": (
        START
        + SPLIT
        + """
model = GradientBoostingClassifier(random_state=0)
model.fit(X_train, y_train)  # HY708
print(model.score(X_test, y_test))
""",
        START
        + SPLIT
        + """
for model in (DummyClassifier(), GradientBoostingClassifier(random_state=0)):
    print(model.fit(X_train, y_train).score(X_test, y_test))
""",
    ),
    "Leakage by preprocessing": (
        START
        + "X = StandardScaler().fit_transform(X)  # LK101\n"
        + SPLIT
        + "print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))\n",
        START
        + SPLIT
        + """
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    ),
    "A run that cannot be repeated": (
        START
        + """
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y)  # HY701
print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
""",
        START + SPLIT + "print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))\n",
    ),
    "Unsafe loading": (
        """
import pickle, sys
with open(sys.argv[1], "rb") as file:
    model = pickle.load(file)  # HY704
print(model)
""",
        "import skops.io, sys\nmodel = skops.io.load(sys.argv[1], trusted=[])\nprint(model)\n",
    ),
}


def found(text):
    """Lines and codes of what a review shows; of leaks, not what it merely asks."""
    analysis = analyse(read("script.py", textwrap.dedent(text).encode()))
    return {
        (item.place.line, item.code)
        for item in analysis.findings
        if item.confidence != "low" or item.code.startswith("HY")
    }


def test_there_are_nine_and_each_has_its_script_and_rules_that_exist():
    assert list(SCRIPTS) == [item.question for item in ANTI_PATTERNS]
    assert len(ANTI_PATTERNS) == 9
    assert [code for item in ANTI_PATTERNS for code in item.codes if code not in rules()] == []


@pytest.mark.parametrize("item", ANTI_PATTERNS, ids=[item.question for item in ANTI_PATTERNS])
def test_an_anti_pattern_is_found_at_its_line_and_not_in_its_twin(item):
    bad, good = SCRIPTS[item.question]
    expected = {
        (number, mark[1])
        for number, line in enumerate(bad.split("\n"), 1)
        if (mark := re.search(r"# ([A-Z]{2}\d{3})$", line))
    }

    assert len(expected) == 1
    assert {code for _, code in expected} <= set(item.codes)
    assert expected == {(line, code) for line, code in found(bad) if code in item.codes}
    assert {code for _, code in found(good)} & set(item.codes) == set()
