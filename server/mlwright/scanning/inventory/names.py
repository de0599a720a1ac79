"""What the names of files and folders say: which are tests, which were written by others, which say their role."""

import re

from mlwright.scanning.inventory.entries import Role

VENDORED = frozenset(
    ("vendor", "vendors", "vendored", "_vendor", "third_party", "thirdparty", "third-party", "external")
)
GENERATED = frozenset((".ipynb_checkpoints", "htmlcov", "_build", ".dvc_cache", "dist", "bower_components"))
"""Folders of copies and of build outputs."""
TEST_FOLDERS = frozenset(("test", "tests", "testing", "__tests__", "testthat"))
TEST_FILE = re.compile(r"test_.*|.*_test|test-.*|conftest|tests?", re.IGNORECASE)
CODE = (".py", ".pyw", ".r", ".rmd", ".qmd", ".sql", ".jl", ".scala", ".java", ".sas", ".do", ".m", ".sh", ".ipynb")
_WORDS: dict[Role, frozenset[str]] = {
    "training": frozenset(("train", "training", "trainer", "retrain", "retraining", "finetune", "finetuning")),
    "features": frozenset(("feature", "features", "featurize", "featurise", "preprocess", "preprocessing")),
    "evaluation": frozenset(("evaluate", "evaluation", "eval", "evaluator", "metrics")),
    "serving": frozenset(("serve", "serving", "predict", "predictor", "inference", "infer")),
    "monitoring": frozenset(("monitor", "monitoring", "drift", "alerts")),
}
_SILENT = frozenset(
    ("model", "models", "script", "main", "run", "job", "batch", "the", "my", "engineering", "build", "make", "data")
)
"""Words beside the one that names a role which do not change it."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def foreign(path: str) -> bool:
    """Whether a file lies in a folder of code that others wrote, or of copies."""
    folders = path.replace("\\", "/").split("/")[:-1]
    return any(folder.lower() in VENDORED or folder in GENERATED or folder.endswith(".egg-info") for folder in folders)


def among_tests(path: str) -> bool:
    """Whether a file lies in a folder of tests."""
    return any(part.lower() in TEST_FOLDERS for part in path.replace("\\", "/").split("/")[:-1])


def named_as_test(path: str) -> bool:
    """Whether a file's own name is that of a test; `refit_on_test.py` has one too, so that it has to hold some."""
    return bool(TEST_FILE.fullmatch(path.replace("\\", "/").rpartition("/")[2].partition(".")[0]))


def role_of_name(path: str) -> Role | None:
    """The role that a file's name says, when nothing else is in it: `train.py`, `build_features.sql`."""
    words = {word.lower() for word in _WORD.findall(path.replace("\\", "/").rpartition("/")[2].partition(".")[0])}
    rest = words - _SILENT
    return next((role for role, names in _WORDS.items() if rest and rest <= names), None)
