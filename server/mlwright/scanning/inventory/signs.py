"""Forms on lines of R, SQL, shell scripts and settings that say what a file is for."""

import re
from typing import NamedTuple

from mlwright.scanning.findings import Level
from mlwright.scanning.inventory.entries import Role


class Sign(NamedTuple):
    """A form on a line, what it says, and how sure."""

    role: Role
    form: re.Pattern[str]
    confidence: Level = "high"


def _words(role: Role, words: str, around: str = r"\b(?:{})\b", confidence: Level = "high") -> Sign:
    """Alternatives, parted by `;`."""
    return Sign(role, re.compile(around.format("|".join(words.split(";"))), re.IGNORECASE), confidence)


_CALL, _KIND = r"\b(?:{})\s?\(", r"^\s{{0,8}}kind:\s{{0,4}}(?:{})\b"
_PROGRAM = (
    r"\b(?:python[\d.]{{0,5}}|torchrun|accelerate launch|Rscript|papermill)\b.{{0,80}}\b{}\w{{0,20}}\.(?:py|r|ipynb)\b"
)
RUNS = (
    _words(
        "serving", "uvicorn;gunicorn;hypercorn;waitress-serve;flask run;torchserve;tritonserver;mlserver;fastapi run"
    ),
    _words("serving", "mlflow models serve;bentoml serve;ray serve;serve run;vllm serve;streamlit run;plumber"),
    _words("serving", "tensorflow/serving;pytorch/torchserve;seldonio/;text-generation-inference", "(?:{})"),
    _words("training", "(?:re)?train", _PROGRAM, "medium"),
    _words("trackers", "mlflow server;mlflow ui;wandb sync;wandb agent;dvc push;dvc pull;dvc repro;dvc add;git lfs"),
)
SETTINGS = (
    _words(
        "monitoring", r"scrape_configs\s?:;-?\s{0,4}alert\s?:\s{1,4}\S{1,60};alertmanagers?\s?:", r"^\s{{0,20}}(?:{})"
    ),
    _words("monitoring", "PrometheusRule;ServiceMonitor", _KIND),
    _words("monitoring", "prom/;grafana/;quay.io/prometheus/", r"image:\s{{0,4}}[\"']?(?:{})"),
    _words("serving", "InferenceService;SeldonDeployment;RayService", _KIND),
    _words("pipelines", "CronWorkflow;WorkflowTemplate;PyTorchJob;TFJob", _KIND),
    _words("pipelines", r"^apiVersion:\s{1,4}argoproj\.io;^deploymentSpec:", "(?:{})"),
    *RUNS,
)
R = (
    _words(
        "training",
        r"randomForest;ranger;c?v?\.?glmnet;xgboost;xgb\.train;lgb\.train;rpart;gbm;glm;lm;lmer;nnet;svm",
        _CALL,
    ),
    _words("training", "train;fit;fit_resamples;tune_grid", _CALL, "medium"),
    _words("evaluation", r"confusionMatrix;roc_auc;roc;auc;postResample;rmse;mae;accuracy;yardstick::\w{1,40}", _CALL),
    _words("features", r"recipe;step_\w{1,40};model\.matrix;dummyVars;preProcess", _CALL),
    _words("serving", "plumb;pr_run;vetiver_api;vetiver_model", _CALL),
    _words("monitoring", "vetiver_compute_metrics;calculate_drift;psi", _CALL),
)
_CREATE = r"\bCREATE\s{{1,9}}(?:OR\s{{1,9}}REPLACE\s{{1,9}})?{}"
SQL = (
    _words("training", r"MODEL\b", _CREATE),
    _words("evaluation", r"ML\.EVALUATE;ML\.ROC_CURVE;ML\.CONFUSION_MATRIX"),
    _words("serving", r"ML\.PREDICT;ML\.FORECAST;AI\.PREDICT"),
    _words("monitoring", r"ML\.VALIDATE_DATA_DRIFT;ML\.VALIDATE_DATA_SKEW;ML\.DESCRIBE_DATA"),
    _words("features", r"(?:TEMP\s{1,9}|MATERIALIZED\s{1,9})?(?:TABLE|VIEW)\s{1,9}\S{0,80}feature", _CREATE),
)
TARGET = re.compile(
    r"^(?:(?:re)?train|fit|features?|evaluate|eval|predict|score|serve|deploy|monitor|drift)[\w-]{0,30}\s{0,4}:(?!=)"
)
PLUMBER = re.compile(r"^#\*\s{1,4}@(?:post|get)\s{1,4}/\S{1,60}", re.IGNORECASE)
