"""Logs of what broke get their category, the lines that say so and a next step; other texts are unknown."""

import json

import pytest
from click.testing import CliRunner

from mlwright.cli import cli
from mlwright.diagnosis import diagnose
from mlwright.diagnosis.signatures import SIGNATURES

ACTIONS = """\
2026-03-02T09:14:51.1234567Z ##[group]Run pytest -q
2026-03-02T09:14:51.2234567Z \x1b[36;1mpytest -q\x1b[0m
2026-03-02T09:14:59.1234567Z ....F                                                    [100%]
2026-03-02T09:14:59.2234567Z \x1b[1m\x1b[31mE       assert 3 == 4\x1b[0m
2026-03-02T09:14:59.3234567Z \x1b[31mFAILED\x1b[0m tests/test_split.py::test_rows - assert 3 == 4
2026-03-02T09:14:59.4234567Z 1 failed, 4 passed in 7.61s
2026-03-02T09:14:59.5234567Z ##[error]Process completed with exit code 1.
"""
FIXTURE = """\
==================================== ERRORS ====================================
_______________________ ERROR at setup of test_training ________________________
file /home/runner/work/p/tests/test_train.py, line 8
  def test_training(small_table):
E       fixture 'small_table' not found
>       available fixtures: cache, capsys, monkeypatch, tmp_path
=========================== short test summary info ============================
ERROR tests/test_train.py::test_training
1 error in 0.04s
"""
RESOLVER = """\
Collecting scikit-learn==1.9.0
  Downloading scikit_learn-1.9.0-cp311-cp311-manylinux_2_17_x86_64.whl (9.6 MB)
INFO: pip is looking at multiple versions of imbalanced-learn to determine which version is compatible
ERROR: Cannot install -r r.txt (line 2) and scikit-learn==1.9.0 because these package versions have conflicting pins.
ERROR: ResolutionImpossible: for help visit the documentation
##[error]Process completed with exit code 1.
"""
GPU = """\
epoch 1/10:  12%|#2        | 61/500 [00:41<04:58]\rTraceback (most recent call last):
  File "train.py", line 88, in <module>
    loss.backward()
torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 15.77 GiB
"""
KILLED = """\
loading features
/bin/bash: line 1:  1734 Killed                  python train.py
##[error]Process completed with exit code 137.
"""
NO_FILE = """\
    with open(path) as stream:
E   FileNotFoundError: [Errno 2] No such file or directory: 'tests/data/churn_small.csv'
tests/test_read.py:12: FileNotFoundError
FAILED tests/test_read.py::test_reads - FileNotFoundError: [Errno 2] No such file or directory
"""
DIFFERS = """\
run 1: val_auc = 0.8123
run 2: val_auc = 0.8047
check: score differs between runs (0.8123 vs 0.8047, allowed 0.001)
"""
NO_MODULE = """\
ImportError while importing test module '/w/tests/test_model.py'.
E   ModuleNotFoundError: No module named 'lightgbm'
ERROR tests/test_model.py
"""
WORKFLOW = """\
Invalid workflow file: .github/workflows/ci.yml#L14
The workflow is not valid. .github/workflows/ci.yml (Line: 14, Col: 9): Unexpected value 'run'
"""
NAN = """\
Traceback (most recent call last):
  File "/work/train.py", line 31, in <module>
    fit(X, y)
  File "/work/steps.py", line 8, in fit
    model.fit(X, y)
  File "/venv/lib/python3.11/site-packages/sklearn/base.py", line 1473, in wrapper
    return fit_method(estimator, *args, **kwargs)
ValueError: Input X contains NaN.
LogisticRegression does not accept missing values encoded as NaN natively.
"""
NO_COLUMN = """\
Traceback (most recent call last):
  File "/venv/lib/python3.11/site-packages/pandas/core/indexes/base.py", line 3805, in get_loc
    return self._engine.get_loc(casted_key)
KeyError: 'churn'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "train.py", line 4, in <module>
    y = df["churn"]
  File "/venv/lib/python3.11/site-packages/pandas/core/frame.py", line 4102, in __getitem__
    indexer = self.columns.get_loc(key)
KeyError: 'churn'
"""
LENGTHS = """\
Traceback (most recent call last):
  File "train.py", line 12, in <module>
    model.fit(X_train, y)
ValueError: Found input variables with inconsistent numbers of samples: [120, 160]
"""
NOT_A_NUMBER = "epoch 1 loss: 0.6931\nepoch 2 loss: nan\nepoch 3 loss: nan\n"
UNCONVERGED = (
    "lib/_logistic.py:473: ConvergenceWarning: lbfgs failed to converge after 100 iteration(s)\naccuracy: 0.81\n"
)
OWN_ERROR = """\
reading
  File "not a traceback", line 1
Traceback (most recent call last):
  File "train.py", line 5, in <module>
    rate = settings.rate
AttributeError: 'Settings' object has no attribute 'rate'
done
"""
EXPECTED = {
    "missing values reach the model": (NAN, "code or data"),
    "column or key missing": (NO_COLUMN, "code or data"),
    "shapes do not fit": (LENGTHS, "code or data"),
    "loss is not a number": (NOT_A_NUMBER, "code or data"),
    "training did not converge": (UNCONVERGED, "code or data"),
    "uncaught AttributeError": (OWN_ERROR, "code or data"),
    "tests fail": (ACTIONS, "broken CI"),
    "test fixture not defined": (FIXTURE, "missing fixture"),
    "dependencies conflict": (RESOLVER, "environment"),
    "out of GPU memory": (GPU, "environment"),
    "out of memory": (KILLED, "environment"),
    "file missing": (NO_FILE, "missing fixture"),
    "result differs between runs": (DIFFERS, "flaky"),
    "module missing": (NO_MODULE, "environment"),
    "workflow is wrong": (WORKFLOW, "broken CI"),
}
GREEN = "collected 12 items\ntests/test_a.py ............ [100%]\n12 passed in 3.20s\nepoch 3 loss: 0.2310\n"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_log_gets_its_category_cause_evidence_and_next_step(name):
    log, category = EXPECTED[name]
    found = diagnose([("ci.log", log)])

    assert (category, category, name) == (found.category, found.causes[0].category, found.causes[0].name)
    assert found.next_step
    for item in found.causes[0].evidence:
        assert "\x1b" not in item.text
        assert item.text


def test_evidence_names_the_line_that_says_so():
    (first, *_) = diagnose([("ci.log", FIXTURE)]).causes[0].evidence

    assert first == ("ci.log", 5, "E       fixture 'small_table' not found")


@pytest.mark.parametrize(
    ("log", "numbers"), [(NAN, {8, 4}), (NO_COLUMN, {4, 9}), (LENGTHS, {4, 2}), (OWN_ERROR, {6, 4})]
)
def test_a_traceback_shows_its_exception_and_the_own_innermost_frame(log, numbers):
    (cause, *_) = diagnose([("x", log)]).causes

    assert numbers == {item.line for item in cause.evidence}
    assert any("File" in item.text and "site-packages" not in item.text for item in cause.evidence)


def test_a_traceback_that_was_cut_off_is_no_cause():
    assert diagnose([("x", 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n')]).causes == ()


@pytest.mark.parametrize("log", [GREEN, "12 passed, 0 failed, 0 errors", "Process completed with exit code 0.\n"])
def test_a_log_that_ends_well_says_that_no_failure_was_found(log):
    found = diagnose([("x", log)])

    assert (found.category, found.causes) == ("no failure", ())
    assert "no failure was found" in found.next_step


@pytest.mark.parametrize("log", ["12 passed\nthe upload failed\n", "12 passed\nBrokenPipeError\n"])
def test_a_log_with_a_success_and_a_failure_did_not_end_well(log):
    assert diagnose([("x", log)]).category == "unknown"


@pytest.mark.parametrize("log", ["", " \n\n"])
def test_an_empty_log_is_said_to_be_empty(log):
    found = diagnose([("x", log)])

    assert (found.category, found.causes) == ("unknown", ())
    assert "empty" in found.next_step


@pytest.mark.parametrize("log", ["hello world\n" * 50, "\x00\xff\x1b[", "epoch 3 loss: 0.2310\nnancy's loss\n"])
def test_a_log_that_shows_nothing_known_is_unknown(log):
    found = diagnose([("x", log)])

    assert (found.category, found.causes) == ("unknown", ())
    assert "nothing known" in found.next_step


def test_one_test_with_two_outcomes_in_two_logs_is_flaky():
    name = "tests/test_eval.py::test_auc[seed-3]"
    found = diagnose(
        [("a.log", f"{name} PASSED [ 10%]\n"), ("b.log", f"{name} FAILED [ 10%]\nE   assert 0.8 > 0.81\n")]
    )

    assert (found.category, found.causes[0].name) == ("flaky", "one test, two outcomes")
    assert {("a.log", 1), ("b.log", 1)} == {(item.log, item.line) for item in found.causes[0].evidence}


def test_one_test_that_fails_in_both_logs_is_not_flaky():
    line = "tests/test_eval.py::test_auc FAILED [ 10%]\nFAILED tests/test_eval.py::test_auc - assert 0.8 > 0.81\n"

    assert diagnose([("a.log", line), ("b.log", line)]).category == "broken CI"


def test_scores_that_move_between_two_logs_are_flaky_and_equal_ones_are_not():
    moved = diagnose([("a.log", "final accuracy: 0.912\n"), ("b.log", "final accuracy: 0.874\n")])
    same = diagnose([("a.log", "final accuracy: 0.912\n"), ("b.log", "final accuracy: 0.9120\n")])

    assert (moved.category, moved.causes[0].name) == ("flaky", "score differs between runs")
    assert same.category == "unknown"


def test_a_cause_goes_before_the_failures_that_follow_from_it():
    found = diagnose([("ci.log", ACTIONS + NO_MODULE)])

    assert [cause.name for cause in found.causes] == ["module missing", "tests fail", "a step failed"]


def test_lines_are_capped_and_tokens_are_hidden():
    token = "ghp_" + "a1B2" * 9
    found = diagnose([("x", f"PermissionError: push with {token} " + "y" * 5000)])

    (line,) = found.causes[0].evidence
    assert token not in line.text
    assert len(line.text) <= 240


def test_names_of_causes_are_told_once():
    names = [signature.name for signature in SIGNATURES]

    assert len(set(names)) == len(names)
    assert all(signature.step for signature in SIGNATURES)


def test_the_command_reads_a_file_or_standard_input_and_exits_0(tmp_path):
    (tmp_path / "ci.log").write_text(GPU, encoding="utf-8")
    runner = CliRunner()
    named = runner.invoke(cli, ["diagnose", str(tmp_path / "ci.log"), "--json"])
    piped = runner.invoke(cli, ["diagnose"], input="all is well\n")

    assert json.loads(named.output)["category"] == "environment"
    assert "halve the batch size" in json.loads(named.output)["next_step"]
    assert (named.exit_code, piped.exit_code) == (0, 0)
    assert piped.output.startswith("unknown: ")


def test_the_command_says_that_nothing_failed():
    done = CliRunner().invoke(cli, ["diagnose"], input="10 passed in 1.2s\n")

    assert done.exit_code == 0
    assert done.output.startswith("no failure was found: ")


def test_a_missing_log_is_bad_input(tmp_path):
    done = CliRunner().invoke(cli, ["diagnose", str(tmp_path / "none.log")])

    assert "cannot read" in str(done.exception)
