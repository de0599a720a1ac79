"""A generated project repeats itself: its libraries are pinned exactly, and everything that draws is given a seed."""

import ast
import inspect
import re
from importlib.metadata import version

import pytest
import sklearn
from sklearn.utils import all_estimators

from mlwright.generation import training_files
from mlwright.scanning import scan
from mlwright.scanning.findings import LEVELS
from mlwright.specs import Feature, FeatureSpec, Source, Split
from tests.leakage.repositories import write

TASKS = ("binary", "multiclass", "regression", "forecasting")
SEEDS = {"random_state", "seed"}
DRAWS = {
    name for name, kind in all_estimators() if "random_state" in inspect.signature(kind).parameters
} | {"LGBMClassifier", "LGBMRegressor"}  # fmt: skip
# the solvers that these use by default draw nothing
EXACT = {"LogisticRegression", "Ridge", "DummyClassifier", "DummyRegressor", "TargetEncoder"}
GLOBAL = re.compile(r"\b(?:np|numpy)\.random\.(?!default_rng\()\w+|(?<![\w.])random\.\w+\(|default_rng\(\)")


def files(task):
    classes = {"binary": ("no", "yes"), "multiclass": ("a", "b", "c")}.get(task, ())
    kinds = ("number", "number"), ("category", "levels"), ("category", "many_levels"), ("text", "text")
    features = [
        Feature(name=f"c{place}", kind=kind, encode=how, why="a test") for place, (kind, how) in enumerate(kinds)
    ]
    day = Feature(name="day", kind="date", encode="date_parts", date_format="%Y-%m-%d", why="a test")
    forecasting = task == "forecasting"
    split = Split(strategy="forecast", reason="a test", column="day", horizon=2, season=1) if forecasting else Split(
        strategy="random", reason="a test"
    )  # fmt: skip
    spec = FeatureSpec(
        goal="a goal",
        target="y",
        task=task,
        classes=classes,
        positive=classes[-1] if task == "binary" else None,
        source=Source(path="x.csv", sha256="0" * 64, bytes=1),
        rows=100,
        features=(day,) if forecasting else (*features, day),
        split=split,
    )
    return training_files(spec, lightgbm=True)


def unpinned(folder, texts):
    for path, text in texts.items():
        write(folder, path, text)
    return {item.code for item in scan([str(folder)], LEVELS[0]).findings if item.code.startswith("SC83")}


def unseeded(text):
    """Calls in a script that draw random numbers and are given no seed."""
    found = [match.group() for match in GLOBAL.finditer(text)]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DRAWS - EXACT:
            given = {keyword.arg for keyword in node.keywords}
            found += [] if given & SEEDS else [node.func.id]
        if isinstance(node, ast.Call) and {"shuffle"} <= {keyword.arg for keyword in node.keywords}:
            found += [] if {keyword.arg for keyword in node.keywords} & SEEDS else ["shuffle"]
    return found


@pytest.mark.parametrize("task", TASKS)
def test_every_library_is_pinned_to_the_installed_version(tmp_path, task):
    made = files(task)
    pins = dict(line.split("==") for line in made["requirements.txt"].split())

    assert pins == {name: version(name) for name in pins}
    assert pins["scikit-learn"] == sklearn.__version__
    assert unpinned(tmp_path, made) == set()


@pytest.mark.parametrize("loose", ["pandas", "pandas>=3.0", "pandas==3.*", "pandas~=3.0"])
def test_a_loose_requirement_in_a_generated_project_fails(tmp_path, loose):
    made = files("binary")
    made["requirements.txt"] = re.sub(r"pandas==.*", loose, made["requirements.txt"])

    assert unpinned(tmp_path, made) == {"SC831"}


@pytest.mark.parametrize("task", TASKS)
def test_the_script_seeds_everything_that_draws(task):
    made = files(task)

    assert {path: found for path, text in made.items() if path.endswith(".py") and (found := unseeded(text))} == {}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("TruncatedSVD(12, random_state=seed", "TruncatedSVD(12", "TruncatedSVD"),
        ("ExtraTreesClassifier(random_state=seed, ", "ExtraTreesClassifier(", "ExtraTreesClassifier"),
        ("LGBMClassifier(random_state=seed, ", "LGBMClassifier(", "LGBMClassifier"),
        ("shuffle=True, random_state=seed", "shuffle=True", "shuffle"),
        ("HERE = ", "np.random.shuffle([1])\nHERE = ", "np.random.shuffle"),
    ],
)
def test_a_seed_that_is_left_out_is_found(old, new, found):
    text = files("binary")["training_script.py"]
    assert old in text

    assert found in unseeded(text.replace(old, new, 1))
