"""An endpoint predicts and keeps neither its inputs nor its predictions.

Inputs drift and answers go wrong unseen: the score of the training says nothing about the rows that come later.

Log or count each request's inputs and prediction, and compare their distributions with those of the training.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit
from mlwright.leakage.serving import unwatched

CODE = "HY721"
SEVERITY: Level = "low"

BAD = (
    """
    import pandas as pd
    import skops.io
    from fastapi import FastAPI
    app = FastAPI()
    model = skops.io.load("churn.skops")

    @app.post("/predict")
    def predict(request: dict):
        return {"churn": float(model.predict_proba(pd.DataFrame([request]))[0, 1])}  # HY721
    """,
    """
    import onnxruntime
    from flask import Flask, jsonify, request
    from training import load_model
    app = Flask(__name__)
    model = load_model()

    @app.route("/predict", methods=["POST"])
    def predict():
        answer = model.predict([request.json["values"]])  # HY721
        return jsonify(answer.tolist())
    """,
)
GOOD = (
    """
    import logging
    import pandas as pd
    import skops.io
    from fastapi import FastAPI
    app = FastAPI()
    log = logging.getLogger("requests")
    model = skops.io.load("churn.skops")

    @app.post("/predict")
    def predict(request: dict):
        churn = float(model.predict_proba(pd.DataFrame([request]))[0, 1])
        log.info("predicted", extra={"inputs": request, "churn": churn})
        return {"churn": churn}
    """,
    """
    import pandas as pd
    import skops.io
    from fastapi import FastAPI
    from prometheus_client import Histogram
    app = FastAPI()
    answers = Histogram("churn_probability", "predicted probability")
    model = skops.io.load("churn.skops")

    @app.get("/health")
    def health():
        return {"ok": True}

    @app.post("/predict")
    def predict(request: dict):
        churn = float(model.predict_proba(pd.DataFrame([request]))[0, 1])
        answers.observe(churn)
        return {"churn": churn}
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for event in unwatched(facts):
        yield Hit(
            event.source,
            event.node,
            "requests are answered here, and neither inputs nor predictions are recorded",
            "medium",
        )
