"""Bad input ends with exit code 2, a sentence that helps, and nothing written."""

import gzip
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

HEAD = "a,b,y\n"
ROWS = "".join(f"{i},{i * 7 % 13},{'yes' if i % 3 else 'no'}\n" for i in range(60))


def mlwright(*arguments, cwd, stdin=subprocess.DEVNULL):
    return subprocess.run(
        [sys.executable, "-m", "mlwright", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        stdin=stdin,
        check=False,
    )


def bomb(path: Path) -> bytes:
    class Bomb:
        def __reduce__(self):
            return os.system, (f"touch {path}",)

    return pickle.dumps(Bomb())


BAD = {
    "0 bytes": (b"", "empty"),
    "header only": (HEAD.encode(), "no rows"),
    "one column": (b"y\n" + b"1\n2\n" * 30, "one column"),
    "one row": (b"a,b,y\n1,2,3\n", "row"),
    "NUL bytes": ((HEAD + ROWS).replace("7", "\x00").encode(), "NUL"),
    "random bytes": (np.random.default_rng(0).bytes(5000), ""),
    "excel named csv": (b"PK\x03\x04" + b"x" * 500, "broken"),
    "a packed picture": (gzip.compress(b"\x89PNG" + bytes(range(256)) * 9), "binary"),
    "duplicate names": (("a,a,y\n" + ROWS).encode(), "'a'"),
    "empty name": (("a,,y\n" + ROWS).encode(), "name"),
    "ragged rows": ((HEAD + ROWS + "1,2\n" + ROWS).encode(), "line"),
    "constant target": ((HEAD + ROWS.replace("yes", "no")).encode(), "'y'"),
    "target missing everywhere": ((HEAD + ROWS.replace("yes", "").replace("no", "")).encode(), "'y'"),
    "a class with one row": ((HEAD + ROWS + "1,2,maybe\n").encode(), "maybe"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_tables_are_refused_with_a_sentence_and_nothing_is_written(name, tmp_path):
    content, words = BAD[name]
    (tmp_path / "t.csv").write_bytes(content)
    done = mlwright("run", "t.csv", "--target", "y", cwd=tmp_path)

    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-2:][0].startswith(("error:", "  →")) or "error:" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in ("nowhere.csv", "."):
        done = mlwright("run", path, "--target", "y", cwd=tmp_path)
        assert done.returncode == 2
        assert "error:" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["m.pkl", "m.joblib", "t.csv"])
def test_a_pickle_is_refused_and_never_opened(name, tmp_path):
    (tmp_path / name).write_bytes(bomb(tmp_path / "ran"))
    done = mlwright("run", name, "--target", "y", cwd=tmp_path)

    assert done.returncode == 2
    assert any(word in done.stderr for word in ("can run code", "pickle"))  # by name, by content
    assert "error:" in done.stderr
    assert not (tmp_path / "ran").exists()


def test_an_unknown_target_is_answered_with_the_nearest_name(tmp_path):
    (tmp_path / "t.csv").write_text("alpha,beta,Churned\n" + ROWS)
    done = mlwright("run", "t.csv", "--target", "churn", cwd=tmp_path)

    assert done.returncode == 2
    assert "'Churned'" in done.stderr


def test_a_target_that_is_different_in_every_row_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("a,b,y\n" + "".join(f"{i},{i % 5},name {i} x{i}\n" for i in range(60)))
    assert mlwright("run", "t.csv", "--target", "y", cwd=tmp_path).returncode == 2


def test_without_a_target_the_likely_ones_are_proposed_and_nothing_is_guessed(tmp_path):
    (tmp_path / "t.csv").write_text("a,b,churn\n" + ROWS)
    done = mlwright("run", "t.csv", cwd=tmp_path)

    assert done.returncode == 2
    assert "'churn'" in done.stderr
    assert "--target" in done.stderr
    assert not list(tmp_path.glob("output/t/ml/*"))


def test_an_error_is_also_told_as_json_to_programs(tmp_path):
    done = mlwright("run", "nowhere.csv", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["error"]["kind"] == "TableError"


def test_a_foreign_folder_is_not_written_into(tmp_path):
    (tmp_path / "t.csv").write_text(HEAD + ROWS)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("x")
    done = mlwright("run", "t.csv", "--target", "y", "--out", "photos", cwd=tmp_path)

    assert done.returncode == 2
    assert "did not write" in done.stderr
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["cat.jpg"]


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text(HEAD + ROWS)
    done = mlwright("run", "t.csv", "--target", "y", "--out", "/proc/mlwright", cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot make the folder" in done.stderr


def test_a_full_disk_ends_with_a_sentence_and_no_half_written_paper(tmp_path):
    (tmp_path / "t.csv").write_text(HEAD + ROWS)
    # a limit on file size stands in for a disk that is full: writes fail part way, as they do there
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000));"
        "sys.argv = ['mlwright', 'run', 't.csv', '--target', 'y'];"
        "from mlwright.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)

    assert done.returncode == 2, done.stderr
    assert "cannot write" in done.stderr
    for path in (tmp_path / "output").rglob("*.json"):
        json.loads(path.read_text())
    assert not (tmp_path / "output" / "t" / "ml").exists()


def test_version_help_and_usage_errors(tmp_path):
    assert mlwright("--version", cwd=tmp_path).stdout.startswith("mlwright, version 0.")
    assert "Exit codes: 0 fine" in mlwright("run", "--help", cwd=tmp_path).stdout
    assert mlwright("run", cwd=tmp_path).returncode == 2
    assert mlwright("nonsense", cwd=tmp_path).returncode == 2
    assert mlwright("run", "t.csv", "--budget", "-5", cwd=tmp_path).returncode == 2


def test_help_needs_no_heavy_library(tmp_path):
    code = (
        "import sys; from mlwright.cli import cli; cli.main(['--help'], standalone_mode=False);"
        "heavy = {'pandas', 'sklearn', 'numpy', 'duckdb', 'matplotlib', 'mcp'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr


def test_doctor_names_what_is_missing_and_what_that_costs(tmp_path):
    done = mlwright("doctor", "--json", cwd=tmp_path)
    items = {item["name"]: item for item in json.loads(done.stdout)}

    assert done.returncode == 0
    assert items["scikit-learn"]["required"]
    assert not items["lightgbm"]["required"]


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["profile", "train", "verifying"])
def test_ctrl_c_stops_at_once_and_the_next_run_goes_on(stage, tmp_path):
    chance = np.random.default_rng(0)
    frame = pd.DataFrame(chance.normal(size=(400, 4)).round(3), columns=list("abcd"))
    frame["y"] = np.where(frame["a"] + chance.normal(size=400) > 0, "yes", "no")
    frame.to_csv(tmp_path / "t.csv", index=False)
    arguments = [sys.executable, "-m", "mlwright", "run", "t.csv", "--target", "y", "--budget", "4"]
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    for line in process.stderr:
        if stage in line:
            process.send_signal(signal.SIGINT)
            break
    started = time.monotonic()
    output, _ = process.communicate(timeout=60)

    assert process.returncode == 130
    assert time.monotonic() - started < 30
    assert output == ""
    for path in tmp_path.rglob("*.json"):
        json.loads(path.read_text())
    assert not list(tmp_path.glob("output/t/experiments/*"))
    again = subprocess.run(arguments, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert again.returncode in (0, 1), again.stderr
    assert (tmp_path / "output" / "t" / "report" / "index.html").is_file()
