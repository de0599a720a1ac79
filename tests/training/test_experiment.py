"""A run that counts, and every way of cheating or failing that must not count."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mlwright import evaluation
from mlwright.errors import MlwrightError, PaperError
from mlwright.generation import default_config, render_config, training_files
from mlwright.specs import Candidate, Run
from mlwright.training import Job, Watch, looks_at, predict_rows, run_experiment
from mlwright.training.experiment import artifact_name
from tests.papers import levels, number, profile_of, spec_of


def table(path: Path, rows=200, regression=False):
    chance = np.random.default_rng(0)
    frame = pd.DataFrame(chance.normal(size=(rows, 3)).round(4), columns=["a", "b", "c"])
    frame["k"] = chance.choice(["u", "v"], size=rows)
    signal_ = frame["a"] + (frame["k"] == "u") + chance.normal(size=rows)
    frame["y"] = signal_.round(3) if regression else np.where(signal_ > 0.4, "yes", "no")
    frame.to_csv(path, index=False)
    return frame


def recompute_for(config):
    def recompute(predictions, groups, scale):
        proba = predictions[[f"proba_{name}" for name in config.classes]].to_numpy() if config.classes else None
        truth, guess = predictions["y_true"].to_numpy(), predictions["prediction"].to_numpy()
        arguments = (config.task, truth, guess, proba, config.classes, config.positive)
        return evaluation.score(*arguments, season_scale=scale), {}

    return recompute


def job_in(folder: Path, *, regression=False, timeout=120.0) -> Job:
    frame_path = folder / "t.csv"
    table(frame_path, regression=regression)
    spec = spec_of(frame_path, "y", "regression" if regression else "binary", [*map(number, "abc"), levels("k")])
    config = default_config(spec, profile_of(spec), budget_seconds=5)
    few = (Candidate(name="linear"), Candidate(name="boosting", params={"max_iter": 20, "learning_rate": 0.1}))
    config = config.model_copy(update={"candidates": few})
    for name, text in training_files(spec, lightgbm=False).items():
        (folder / "ml" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "ml" / name).write_text(text, encoding="utf-8")
    (folder / "ml" / "experiment-config.yaml").write_text(render_config(config), encoding="utf-8")
    return Job(slug="t", ml=folder / "ml", experiments=folder / "experiments", config=config, watch=Watch(timeout))


def sabotage(job: Job, pattern: str, replacement: str) -> None:
    script = job.ml / "training_script.py"
    text = script.read_text()
    changed = re.sub(pattern, lambda _: replacement, text, count=1)
    assert changed != text, "the sabotage did not find its place"
    script.write_text(changed)


def execute(job: Job, **more) -> Run:
    return run_experiment(job, recompute_for(job.config), **more)


def left_in(job: Job) -> list[str]:
    return sorted(path.name for path in job.experiments.iterdir())


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    job = job_in(tmp_path_factory.mktemp("good"))
    return job, execute(job)


def test_an_honest_run_is_verified_by_every_check(good):
    job, run = good
    assert (run.status, run.reason, run.id) == ("verified", "", "exp-001")
    assert [check.name for check in run.checks if not check.passed] == []
    assert [check.name for check in run.checks] == [
        "split follows the config",
        "predictions cover the test rows",
        "predictions are finite",
        "metrics follow from the predictions",
        "the constant baseline is honest",
        "the saved model repeats its predictions",
        "test rows do not influence the model",
    ]
    assert run.rows == {"table": 200, "train": 150, "test": 50}
    written = Run.model_validate_json((job.experiments / "exp-001" / "run.json").read_text())
    assert written == run


def test_a_run_records_hashes_seed_libraries_and_machine(good):
    job, run = good
    assert {"model.skops", "predictions.parquet", "metrics.json", "code/training_script.py"} <= run.files.keys()
    assert run.environment.packages["scikit-learn"]
    assert run.environment.cores >= 1
    assert run.seed == job.config.training.seed
    assert run.data_sha256 == job.config.data.sha256
    assert not [name for name in run.files if name.endswith((".pkl", ".joblib"))]


def test_a_run_and_its_use_leave_no_bytecode_in_the_evidence(good):
    job, run = good
    folder = job.experiments / run.id
    predict_rows(run, folder, pd.DataFrame({"a": ["0.5"], "k": ["u"]}), job.config.classes)

    assert [path.name for path in folder.rglob("*") if "__pycache__" in path.parts] == []
    assert (folder / "code" / "tabular" / "bundle.py").is_file()  # what was run, and what Python would compile


def test_a_regression_run_is_verified_too(tmp_path):
    run = execute(job_in(tmp_path, regression=True))
    assert (run.status, run.reason) == ("verified", "")
    assert run.metrics["r2"] > 0.2


def test_a_better_metric_than_the_predictions_give_is_refused(tmp_path):
    job = job_in(tmp_path)
    sabotage(job, r"        baselines = \{\}\n", '        baselines = {}\n        metrics["roc_auc"] = 0.99\n')
    run = execute(job)

    assert run.status == "refused"
    assert "roc_auc: reported '0.99'" in run.reason


def test_predictions_copied_from_the_truth_are_refused_since_the_model_does_not_repeat_them(tmp_path):
    job = job_in(tmp_path)
    sabotage(
        job,
        r"        metrics = evaluate\(y_test, prediction, wanted\)\n",
        "        prediction = np.column_stack([(y_test == name) * 0.9 + 0.05 for name in CLASSES])\n"
        "        metrics = evaluate(y_test, prediction, wanted)\n",
    )
    run = execute(job)

    assert run.status == "refused"
    assert run.reason.startswith("the saved model repeats its predictions")


def test_a_model_fitted_on_test_rows_is_refused(tmp_path):
    job = job_in(tmp_path)
    sabotage(
        job,
        r"        model = fit\(choice, X_train, y_train, config\)\n",
        "        model = fit(choice, inputs_of(table), target_of(table, config), config)\n",
    )
    run = execute(job)

    assert run.status == "refused"
    assert "with other test rows the fitted model predicts differently" in run.reason


def test_a_transform_learned_from_test_rows_is_refused(tmp_path):
    job = job_in(tmp_path)
    # the classical leak: every number is shifted by the maximum of the whole table before the split
    sabotage(
        job,
        r"        X_train, y_train = inputs_of\(train\), target_of\(train, config\)\n",
        "        for name in NUMBERS:\n"
        "            whole = table[name].astype(float)\n"
        "            train = train.assign(**{name: (train[name].astype(float) - whole.max()).astype(str)})\n"
        "        X_train, y_train = inputs_of(train), target_of(train, config)\n",
    )
    run = execute(job)

    assert run.status == "refused"
    assert "test rows do not influence the model" in run.reason


def test_other_test_rows_than_the_config_asks_for_are_refused(tmp_path):
    job = job_in(tmp_path)
    sabotage(
        job,
        r'config\["training"\]\["seed"\]\)\n\n\ndef inputs_of',
        'config["training"]["seed"] + 7)\n\n\ndef inputs_of',
    )
    run = execute(job)

    assert run.status == "refused"
    assert run.reason.startswith("split follows the config")


def test_a_baseline_made_to_look_bad_is_refused(tmp_path):
    job = job_in(tmp_path, regression=True)
    sabotage(job, r'DummyRegressor\(strategy="mean"\)', 'DummyRegressor(strategy="constant", constant=50.0)')
    run = execute(job)

    assert run.status == "refused"
    assert run.reason.startswith("the constant baseline is honest")


def test_nan_predictions_are_refused(tmp_path):
    job = job_in(tmp_path, regression=True)
    sabotage(
        job,
        r"    write_run\(\n",
        "    prediction = np.where(np.arange(len(prediction)) == 3, np.nan, prediction)\n    write_run(\n",
    )
    run = execute(job)

    assert run.status == "refused"
    assert "1 of 50 rows hold NaN" in run.reason


def test_nan_metrics_are_refused(tmp_path):
    job = job_in(tmp_path)
    sabotage(job, r"        baselines = \{\}\n", '        baselines = {}\n        metrics["roc_auc"] = float("nan")\n')
    run = execute(job)

    assert run.status == "refused"
    assert "metrics follow from the predictions" in run.reason


def test_a_crash_half_way_is_a_failed_run_with_its_last_words(tmp_path):
    job = job_in(tmp_path)
    sabotage(job, r"        # The only look at the test rows.\n", '        raise RuntimeError("out of luck")\n')
    run = execute(job)

    assert run.status == "failed"
    assert "RuntimeError: out of luck" in run.reason
    assert run.metrics == {}
    with pytest.raises(PaperError, match="did not verify"):
        predict_rows(run, job.experiments / run.id, pd.DataFrame({"a": ["1"]}), job.config.classes)


def test_a_killed_script_is_a_failed_run(tmp_path):
    job = job_in(tmp_path)
    sabotage(job, r"    write_run\(\n", "    import os\n    os.kill(os.getpid(), 9)\n    write_run(\n")
    run = execute(job)

    assert (run.status, run.reason) == ("failed", "killed by signal 9")
    assert not (job.experiments / run.id / "metrics.json").exists()


def test_a_script_that_never_ends_is_stopped_with_its_children(tmp_path):
    job = job_in(tmp_path, timeout=4)
    note = tmp_path / "child.pid"
    sabotage(
        job,
        r"    parser = argparse",
        "    import subprocess, time\n"
        f"    child = subprocess.Popen(['sleep', '600'])\n    Path({str(note)!r}).write_text(str(child.pid))\n"
        "    time.sleep(600)\n    parser = argparse",
    )
    run = execute(job)

    assert (run.status, run.reason) == ("timeout", "stopped after 4 s")
    state = subprocess.run(["ps", "-o", "stat=", "-p", note.read_text()], capture_output=True, text=True, check=False)
    assert state.stdout.strip() in ("", "Z")


def test_a_script_that_writes_no_predictions_is_refused(tmp_path):
    job = job_in(tmp_path)
    (job.ml / "training_script.py").write_text("print('done')\n")
    run = execute(job)

    assert run.status == "refused"
    assert "metrics.json is missing" in run.reason


def test_output_comes_line_by_line_while_the_script_runs(tmp_path):
    job = job_in(tmp_path)
    (job.ml / "training_script.py").write_text("import time\nprint('early')\ntime.sleep(1.5)\nprint('late')\n")
    seen = {}
    execute(job, on_line=lambda line: seen.setdefault(line, time.monotonic()))

    assert seen["late"] - seen["early"] > 1


INTERRUPTED = """
import signal
import sys
from pathlib import Path
# whoever runs the tests in the background lets their children ignore interrupts
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests.training.test_experiment import execute, job_in
job = job_in(Path(sys.argv[1]))
script = job.ml / "training_script.py"
script.write_text("import time\\nprint('here', flush=True)\\ntime.sleep(60)\\n")
print("ready", flush=True)
try:
    execute(job, on_line=lambda line: print(line, flush=True))
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def test_ctrl_c_leaves_nothing_of_the_run(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    for line in process.stdout:
        if line.strip() == "here":
            break
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    process.stdout.close()

    assert process.wait(20) == 0
    assert "interrupted" in rest
    assert list((tmp_path / "experiments").iterdir()) == []


def test_what_a_killed_run_left_is_swept_by_the_next_one(tmp_path):
    job = job_in(tmp_path)
    job.experiments.mkdir()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (job.experiments / f".running-{gone.pid}-abc").mkdir()
    alive = job.experiments / f".running-{os.getpid()}-abc"
    alive.mkdir()
    (job.ml / "training_script.py").write_text("print('done')\n")
    execute(job)

    assert left_in(job) == [alive.name, "exp-001"]


def test_changed_data_is_refused_before_anything_runs(tmp_path):
    job = job_in(tmp_path)
    data = bytearray((tmp_path / "t.csv").read_bytes())
    data[-3] ^= 1
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(PaperError, match="has changed since it was profiled"):
        execute(job)
    assert not job.experiments.exists()


def test_each_different_experiment_counts_as_one_look_and_a_repetition_as_none(good, tmp_path):
    job, run = good
    copy = tmp_path / "copy"
    shutil.copytree(job.experiments.parent, copy)
    moved = Job(slug="t", ml=copy / "ml", experiments=copy / "experiments", config=job.config)
    assert looks_at(moved.experiments, run.split_sha256) == 1
    again = execute(moved)
    assert (again.id, looks_at(moved.experiments, run.split_sha256)) == ("exp-002", 1)
    sabotage(moved, r"DecisionTreeClassifier\(max_leaf_nodes=4", "DecisionTreeClassifier(max_leaf_nodes=3")
    execute(moved)
    assert looks_at(moved.experiments, run.split_sha256) == 2


def test_a_model_file_with_one_flipped_byte_is_not_used(good, tmp_path):
    job, run = good
    folder = tmp_path / "exp"
    shutil.copytree(job.experiments / run.id, folder)
    cells = pd.DataFrame({"a": ["0.5"], "k": ["u"]})
    assert predict_rows(run, folder, cells, job.config.classes).shape == (1, 2)
    data = bytearray((folder / "model.skops").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "model.skops").write_bytes(data)
    with pytest.raises(PaperError, match="not the file that was verified"):
        predict_rows(run, folder, cells, job.config.classes)


def test_the_artifact_name_changes_with_code_and_config_only(good):
    job, run = good
    assert artifact_name(job) == run.artifact
    other = job.config.model_copy(update={"goal": "another"})
    assert artifact_name(Job(slug="t", ml=job.ml, experiments=job.experiments, config=other)) != run.artifact


def test_the_report_of_the_script_is_kept_beside_the_verified_numbers(good):
    job, run = good
    report = json.loads((job.experiments / run.id / "metrics.json").read_text())
    assert report["metrics"]["roc_auc"] == pytest.approx(run.metrics["roc_auc"])
    assert "training rows" in (job.experiments / run.id / "train.log").read_text()


def test_a_refit_that_hands_back_the_leaking_model_is_refused(tmp_path):
    job = job_in(tmp_path)
    sabotage(
        job,
        r"        model = fit\(choice, X_train, y_train, config\)\n",
        "        if options.refit:\n"
        "            import shutil\n"
        '            shutil.copy(options.refit / "model.skops", options.out / "model.skops")\n'
        "            return\n"
        "        model = fit(choice, inputs_of(table), target_of(table, config), config)\n",
    )
    assert execute(job).status == "refused"


def test_a_script_that_reads_its_table_from_a_path_of_its_own_is_refused(tmp_path):
    job = job_in(tmp_path)
    sabotage(
        job,
        r'    if sha256_of\(source\) != data\["sha256"\]:\n',
        f"    source = Path({str(tmp_path / 't.csv')!r})\n    if False:\n",
    )
    run = execute(job)

    assert run.status == "refused"
    assert "did not read the table that its config names" in run.reason


def test_labels_that_do_not_follow_from_the_probabilities_are_refused(tmp_path):
    job = job_in(tmp_path)
    sabotage(
        job,
        r"        predictions=predictions_frame\(y_test, prediction, CLASSES\),\n",
        "        predictions=predictions_frame(y_test, prediction, CLASSES).assign(prediction=y_test.to_numpy()),\n",
    )
    run = execute(job)

    assert run.status == "refused"
    assert "are not the most probable class" in run.reason


def _ledger_link(job: Job, beyond: Path) -> Path:
    job.experiments.mkdir()
    (job.experiments / "test-ledger.jsonl").symlink_to(beyond / "precious.txt")
    return job.experiments / "test-ledger.jsonl"


def _ledger_pipe(job: Job, beyond: Path) -> Path:
    job.experiments.mkdir()
    os.mkfifo(job.experiments / "test-ledger.jsonl")
    return job.experiments / "test-ledger.jsonl"


def _module_link(job: Job, beyond: Path) -> Path:
    shutil.move(job.ml / "tabular", beyond / "tabular")
    (job.ml / "tabular").symlink_to(beyond / "tabular")
    return job.ml / "tabular"


def _file_link(job: Job, beyond: Path) -> Path:
    (job.ml / "tabular" / "more.py").symlink_to(beyond / "precious.txt")
    return job.ml / "tabular" / "more.py"


def _requirements_link(job: Job, beyond: Path) -> Path:
    (job.ml / "requirements.txt").unlink()
    (job.ml / "requirements.txt").symlink_to(beyond / "precious.txt")
    return job.ml / "requirements.txt"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("spoil", [_ledger_link, _ledger_pipe, _module_link, _file_link, _requirements_link])
def test_files_that_lead_out_of_the_workspace_are_refused_before_anything_runs(tmp_path, spoil):
    (tmp_path / "w").mkdir()
    beyond = tmp_path / "beyond"
    beyond.mkdir()
    (beyond / "precious.txt").write_text("precious\n")
    job = job_in(tmp_path / "w")
    name = spoil(job, beyond)

    with pytest.raises(MlwrightError, match=re.escape(str(name))) as caught:
        execute(job)

    assert caught.value.hint
    assert (beyond / "precious.txt").read_text() == "precious\n"
    assert not [*job.experiments.glob("exp-*"), *job.experiments.glob(".running-*")]
