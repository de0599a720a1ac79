import ast
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlwright.generation import default_config, render_config, training_files
from mlwright.generation.render import literal
from mlwright.specs import Dropped, Feature, FeatureSpec, Source, Split
from tests.papers import levels, number, profile_of, spec_of

NASTY = [
    'say "hi"',
    "it's",
    "two\nlines",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{braces}",
    "f'{x}'",
    '"""',
    "'''",
    "\\",
    "# imports",
    "\u202eright to left",
    "a\tb\rc",
    "나이",
    "__import__('os').system('x')",
    "[x] < y",
    "\x00",
]
texts = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))


@st.composite
def specs(draw):
    """Any spec: nasty names, every kind of column, every task and split."""
    names = draw(st.lists(texts, min_size=3, max_size=8, unique=True))
    target, *others = names
    encodings = [
        ("number", "number"),
        ("category", "levels"),
        ("category", "many_levels"),
        ("text", "text"),
        ("date", "date_parts"),
    ]
    features, dropped = [], []
    for name in others:
        kind, encode = draw(st.sampled_from(encodings))
        if draw(st.booleans()) or not features:
            more = {"date_format": "%Y-%m-%d"} if kind == "date" else {}
            more |= {"missing_codes": (draw(texts),)} if draw(st.booleans()) else {}
            more |= {"unit": draw(texts)} if kind == "number" and draw(st.booleans()) else {}
            features.append(
                Feature.model_validate({"name": name, "kind": kind, "encode": encode, "why": draw(texts), **more})
            )
        else:
            dropped.append(Dropped(name=name, reason="leak", why=draw(texts)))
    task = draw(st.sampled_from(["binary", "multiclass", "regression"]))
    classes = tuple(draw(st.lists(texts, min_size=2, max_size=2 if task == "binary" else 4, unique=True)))
    if task == "regression":
        classes = ()
    strategy = draw(st.sampled_from(["stratified", "random", "group", "time", "duplicates"]))
    return FeatureSpec(
        goal=draw(texts),
        target=target,
        task=task,
        classes=classes,
        positive=classes[0] if task == "binary" else None,
        source=Source(path="x.csv", sha256="0" * 64, bytes=1),
        rows=100,
        features=tuple(features),
        dropped=tuple(dropped),
        split=Split(strategy=strategy, reason=draw(texts), column=others[0]),
    )


def names_of(spec):
    found = {spec.target, spec.goal, spec.split.reason, *spec.classes}
    for item in (*spec.features, *spec.dropped):
        found |= {item.name, item.why}
    return {name for name in found if len(name) > 2}


def without_literals(text):
    """The script with every string literal blanked out."""
    lines = text.encode().split(b"\n")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for row in range(node.lineno - 1, node.end_lineno):
                start = node.col_offset if row == node.lineno - 1 else 0
                end = node.end_col_offset if row == node.end_lineno - 1 else len(lines[row])
                lines[row] = lines[row][:start] + b" " * (end - start) + lines[row][end:]
    return b"\n".join(lines).decode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(specs(), st.booleans())
def test_any_spec_gives_a_script_that_parses_and_holds_its_names_only_inside_literals(spec, lightgbm):
    text = training_files(spec, lightgbm=lightgbm)["training_script.py"]

    tree = ast.parse(text)
    plain = training_files(spec.model_copy(update=PLAIN | {"task": spec.task}), lightgbm=lightgbm)["training_script.py"]
    bare, bare_plain = without_literals(text), without_literals(plain)
    for name in names_of(spec):
        # a name such as "and" may stand in the code anyway: it must not stand there more often because of the spec
        assert bare.count(name) <= max(bare_plain.count(name), bare.count(name) if name in bare_plain else 0), name
    assigned = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper()
        and node.targets[0].id != "HERE"
    }  # fmt: skip
    assert assigned["TARGET"] == spec.target
    assert assigned["LEFT_OUT"].keys() == {item.name for item in spec.dropped}
    seen = [*assigned["NUMBERS"], *assigned["LEVELS"], *assigned["MANY_LEVELS"], *assigned["TEXTS"], *assigned["DATES"]]
    assert sorted(seen) == sorted(item.name for item in spec.features)


PLAIN = {"target": "t", "goal": "g", "dropped": (), "classes": ("p", "q"), "positive": "p"}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(specs())
def test_any_script_passes_ruffs_default_rules(spec):
    text = training_files(spec, lightgbm=True)["training_script.py"]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--stdin-filename", "training_script.py", "-"],
        input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def import_script(folder: Path):
    """The script as a module, as a tuner would import it."""
    spaces: dict = {"__name__": "training_script", "__file__": str(folder / "training_script.py")}
    sys.path.insert(0, str(folder))
    try:
        exec(compile((folder / "training_script.py").read_text(), str(folder / "training_script.py"), "exec"), spaces)
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.split(".")[0] == "tabular"]:
            del sys.modules[name]
    return spaces


def write_files(folder: Path, spec, **options):
    """Everything a run needs, in `folder`."""
    for name, text in training_files(spec, lightgbm=False).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    config = default_config(spec, profile_of(spec), budget_seconds=2, **options)
    (folder / "experiment-config.yaml").write_text(render_config(config), encoding="utf-8")


def nasty_table(path: Path, rows=90):
    chance = np.random.default_rng(3)
    x = chance.normal(size=rows)
    frame = pd.DataFrame({name: np.round(chance.normal(size=rows), 3).astype(str) for name in NASTY[:6]})
    frame['level "of" {{ it }}'] = chance.choice(["< 0 DM", "a,b", 'q"q'], size=rows)
    frame["texts\nhere"] = [" ".join(chance.choice(["red", "green", "blue"], size=3)) for _ in range(rows)]
    frame["when"] = pd.date_range("2024-01-01", periods=rows).strftime("%d.%m.%Y")
    frame["many"] = [f"code {i % 40}" for i in range(rows)]
    frame[NASTY[0]] = np.round(x, 3).astype(str)
    frame["out'come\""] = np.where(x + chance.normal(size=rows) > 0, "it's {yes}", "no\nway")
    frame.to_csv(path, index=False)
    return frame


@pytest.mark.parametrize("target", ["out'come\"", NASTY[0]])
def test_transforms_and_models_run_with_names_that_would_break_text_templates(tmp_path, target):
    frame = nasty_table(tmp_path / "t.csv")
    features = [number(name) for name in NASTY[:6] if name != target]
    features += [levels('level "of" {{ it }}')]
    features += [
        Feature(name="texts\nhere", kind="text", encode="text", why=""),
        Feature(name="when", kind="date", encode="date_parts", why="", date_format="%d.%m.%Y"),
        Feature(name="many", kind="category", encode="many_levels", why=""),
    ]
    task = "binary" if target != NASTY[0] else "regression"
    spec = spec_of(tmp_path / "t.csv", target, task, features)
    write_files(tmp_path, spec)
    script = import_script(tmp_path)
    config = {
        "data": {
            "path": str(tmp_path / "t.csv"),
            "sha256": spec.source.sha256,
            "rows": len(frame),
            "decimal": ".",
            "thousands": None,
        }
    }

    table = script["load"](config)
    typed = script["typed_columns"](config).fit_transform(script["inputs_of"](table))
    y = script["target_of"](table, config)
    for name in ("linear", "boosting", "extra_trees"):
        params = {"max_iter": 5} if name == "boosting" else {"n_estimators": 5} if name == "extra_trees" else {}
        model = script["build"](name, params, 0).fit(typed, y)
        assert len(model.predict(typed)) == len(frame)
    assert list(typed.columns)[: len(NASTY[:6]) - (target == NASTY[0])] == [n for n in NASTY[:6] if n != target]


def test_literals_survive_evaluation():
    for value in [NASTY, {name: name for name in NASTY}, {"long " * 30: ["x" * 200]}, [], {}, None, 1.5, True]:
        assert ast.literal_eval(literal(value)) == value


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A script's folder after two runs in fresh processes."""
    folder = tmp_path_factory.mktemp("finished")
    chance = np.random.default_rng(0)
    frame = pd.DataFrame(chance.normal(size=(240, 4)), columns=["a", "b", "c", "d"])
    frame["k"] = chance.choice(["u", "v", "w"], size=240)
    frame["y"] = np.where(frame["a"] + (frame["k"] == "u") + chance.normal(size=240) > 0.3, "yes", "no")
    frame.to_csv(folder / "t.csv", index=False)
    spec = spec_of(folder / "t.csv", "y", "binary", [*map(number, "abcd"), levels("k")], positive="yes")
    write_files(folder, spec)
    for out in ("one", "two"):
        done = subprocess.run(
            [sys.executable, "-W", "error", "training_script.py", "--out", out],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_script_runs_unedited_and_says_where_results_are(finished):
    left = sorted(path.name for path in (finished / "one").iterdir())
    assert left == ["metrics.json", "model.skops", "params.json", "predictions.parquet", "split.parquet"]


def test_the_same_seed_gives_the_same_metrics_in_two_processes(finished):
    one, two = (json.loads((finished / out / "metrics.json").read_text()) for out in ("one", "two"))
    for report in (one, two):
        for result in report["candidates"]:
            result.pop("seconds")
    assert one == two


def test_three_baselines_and_at_least_three_candidates_are_cross_validated(finished):
    report = json.loads((finished / "one" / "metrics.json").read_text())
    roles = [result["role"] for result in report["candidates"]]

    assert roles.count("baseline") == 3
    assert roles.count("candidate") >= 3
    for result in report["candidates"]:
        assert len(result["folds"]) == 3
        assert result["cv_mean"] == pytest.approx(np.mean(result["folds"]))
        assert result["cv_sd"] == pytest.approx(np.std(result["folds"], ddof=1))


def test_the_script_refuses_data_that_changed(finished, tmp_path):
    for path in finished.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "tabular").mkdir()
    for path in (finished / "tabular").glob("*.py"):
        (tmp_path / "tabular" / path.name).write_bytes(path.read_bytes())
    data = bytearray((tmp_path / "t.csv").read_bytes())
    data[-3] ^= 1
    (tmp_path / "t.csv").write_bytes(data)
    config = (tmp_path / "experiment-config.yaml").read_text().replace(str(finished), str(tmp_path))
    (tmp_path / "experiment-config.yaml").write_text(config)
    done = subprocess.run(
        [sys.executable, "training_script.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert "has changed since the config was written" in done.stderr


def test_the_script_does_not_import_mlwright(finished):
    for path in [finished / "training_script.py", *(finished / "tabular").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                assert all(not alias.name.startswith("mlwright") for alias in node.names)
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").startswith("mlwright")
