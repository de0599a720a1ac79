"""The import block of a generated script: exactly the names that its body uses, in isort's order."""

import ast

PLAIN = ("argparse", "json", "yaml")
ALIASES = {"np": "numpy", "pd": "pandas"}
STANDARD = ("argparse", "json", "pathlib")
NAMES = {
    "lightgbm": ("LGBMClassifier", "LGBMRegressor"),
    "pathlib": ("Path",),
    "sklearn.compose": ("ColumnTransformer", "TransformedTargetRegressor"),
    "sklearn.decomposition": ("TruncatedSVD",),
    "sklearn.dummy": ("DummyClassifier", "DummyRegressor"),
    "sklearn.ensemble": (
        "ExtraTreesClassifier",
        "ExtraTreesRegressor",
        "HistGradientBoostingClassifier",
        "HistGradientBoostingRegressor",
        "VotingClassifier",
        "VotingRegressor",
    ),
    "sklearn.feature_extraction.text": ("HashingVectorizer", "TfidfTransformer"),
    "sklearn.impute": ("SimpleImputer",),
    "sklearn.linear_model": ("LogisticRegression", "Ridge", "RidgeCV"),
    "sklearn.metrics": (
        "accuracy_score",
        "average_precision_score",
        "balanced_accuracy_score",
        "brier_score_loss",
        "f1_score",
        "log_loss",
        "mean_absolute_error",
        "mean_absolute_percentage_error",
        "precision_score",
        "r2_score",
        "recall_score",
        "roc_auc_score",
        "root_mean_squared_error",
    ),
    "sklearn.model_selection": ("KFold", "StratifiedKFold"),
    "sklearn.pipeline": ("make_pipeline",),
    "sklearn.preprocessing": ("OneHotEncoder", "OrdinalEncoder", "StandardScaler", "TargetEncoder"),
    "sklearn.tree": ("DecisionTreeClassifier", "DecisionTreeRegressor"),
    "tabular.baselines": ("RandomDraw",),
    "tabular.bundle": ("save_model",),
    "tabular.calibration": ("calibration_error",),
    "tabular.columns": ("TypedColumns", "date_part"),
    "tabular.folds": ("TEST", "assign_folds", "fold_pairs"),
    "tabular.forecasting": ("LagForecaster", "SeasonalNaive", "TrendSeason", "naive_error"),
    "tabular.runs": ("predictions_frame", "read_split", "some_rows", "write_run"),
    "tabular.search": ("predict", "search"),
    "tabular.table": ("as_label", "as_number", "read_table", "sha256_of"),
    "threadpoolctl": ("threadpool_limits",),
}
LONGEST_LINE = 88


def import_block(body: str) -> str:
    """Import statements for a Python text that has none; SyntaxError when it does not parse."""
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
    standard = [f"import {name}" for name in PLAIN if name in STANDARD and name in used]
    outside = [f"import {module} as {alias}" for alias, module in ALIASES.items() if alias in used]
    outside += [f"import {name}" for name in PLAIN if name not in STANDARD and name in used]
    beside: list[str] = []
    for module, names in NAMES.items():
        if wanted := [name for name in names if name in used]:
            room = standard if module in STANDARD else beside if module.startswith("tabular.") else outside
            room.append(_from(module, wanted))
    # the split marks `tabular`, which lies beside the script, as a block of its own wherever the file is checked
    return "\n".join([*standard, "", *outside, "", "# isort: split", *beside])


def _from(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= LONGEST_LINE:
        return line
    return "\n".join([f"from {module} import (", *[f"    {name}," for name in names], ")"])
