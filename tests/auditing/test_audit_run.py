"""Real scripts, really run: leaks that happen are named with their line, and clean twins stay silent."""

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from mlwright.auditing import audit_run
from mlwright.auditing.record import read_record
from mlwright.errors import InputError
from tests.auditing.scripts import CLEAN, HEAD, LEAKY


def written(folder: Path, body: str) -> Path:
    path = folder / "script.py"
    path.write_text(HEAD + dedent(body))
    return path


@pytest.mark.parametrize("body", LEAKY.values(), ids=LEAKY.keys())
def test_a_leak_that_happens_is_named_with_its_line(tmp_path, body):
    path = written(tmp_path, body)
    marked = [
        (found[1], number)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (found := re.search(r"# (LK\d+)", line))
    ]

    paper = audit_run(path, [], timeout=120)

    assert paper.exit_code == 0, paper.last_words
    assert marked == [(leak.code, leak.line) for leak in paper.findings], paper.notes
    assert all(0 < leak.shared_rows <= leak.scored_rows for leak in paper.findings)


@pytest.mark.parametrize("body", CLEAN.values(), ids=CLEAN.keys())
def test_a_clean_twin_is_followed_and_found_clean(tmp_path, body):
    paper = audit_run(written(tmp_path, body), [], timeout=120)

    assert paper.exit_code == 0, paper.last_words
    assert paper.findings == ()
    assert paper.fits + paper.scores > 0
    assert paper.notes == ()
    assert len(paper.limits) == 2


def plain(folder: Path, body: str) -> Path:
    path = folder / "script.py"
    path.write_text(dedent(body))
    return path


def test_a_script_that_fails_still_gives_what_was_seen(tmp_path):
    path = written(
        tmp_path,
        """
        m = LogisticRegression().fit(X, y)
        print(m.score(X, y))
        raise RuntimeError("no more rows")
        """,
    )

    paper = audit_run(path, [], timeout=120)

    assert (paper.exit_code, paper.fits, [leak.code for leak in paper.findings]) == (1, 1, ["LK111"])
    assert paper.last_words[-1] == "RuntimeError: no more rows"
    assert not any(set(word) <= set(" ^~") for word in paper.last_words)


def test_a_script_that_hangs_is_stopped_and_gives_what_was_seen(tmp_path):
    path = written(
        tmp_path,
        """
        import time
        m = LogisticRegression().fit(X, y)
        print(m.score(X, y))
        time.sleep(300)
        """,
    )

    paper = audit_run(path, [], timeout=8)

    assert paper.exit_code is None
    assert 8 <= paper.seconds < 20
    assert [leak.code for leak in paper.findings] == ["LK111"]


def test_a_script_runs_as_it_would_alone(tmp_path):
    path = plain(
        tmp_path,
        """
        import sys
        from pathlib import Path
        import beside
        loaded = [name for name in sys.modules if name.split(".")[0] in ("numpy", "sklearn", "pandas", "mlwright")]
        Path("seen.txt").write_text(repr((__name__, sys.argv[1:], beside.NAME, loaded)))
        sys.exit(3)
        """,
    )
    (tmp_path / "beside.py").write_text("NAME = __name__\n")

    paper = audit_run(path, ["--rows", "7"], timeout=60)

    assert (tmp_path / "seen.txt").read_text() == "('__main__', ['--rows', '7'], 'beside', [])"
    assert (paper.exit_code, paper.findings, paper.fits) == (3, (), 0)
    assert any("nothing is known of leaks" in note for note in paper.notes)


def test_watching_changes_no_result(tmp_path):
    body = """
        import hashlib
        from pathlib import Path
        from sklearn.ensemble import RandomForestClassifier
        np.random.seed(5)
        a, b, ya, yb = train_test_split(df[cols], df.y)
        search = GridSearchCV(make_pipeline(StandardScaler(), KNeighborsClassifier()),
                              {"kneighborsclassifier__n_neighbors": [1, 3]}, n_jobs=2).fit(a, ya)
        forest = RandomForestClassifier(20, n_jobs=2).fit(a, ya)
        seen = (search.best_score_, search.predict(b).tolist(), forest.predict_proba(b).tolist(), list(b.index))
        scores = cross_val_score(Booster(), a, ya, n_jobs=2, scoring="roc_auc")
        Path("seen.txt").write_text(repr((seen, scores)))
        """
    path = written(tmp_path, body)

    paper = audit_run(path, [], timeout=120)
    watched = (tmp_path / "seen.txt").read_text()
    subprocess.run([sys.executable, path], cwd=tmp_path, check=True)

    assert paper.exit_code == 0, paper.last_words
    assert (tmp_path / "seen.txt").read_text() == watched


def test_a_leak_in_a_module_beside_the_script_is_named_there(tmp_path):
    (tmp_path / "prepare.py").write_text(
        "from sklearn.preprocessing import StandardScaler\n\n\n"
        "def scaled(X):\n    return StandardScaler().fit_transform(X)\n"
    )
    path = written(
        tmp_path,
        """
        from prepare import scaled
        a, b, ya, yb = train_test_split(scaled(X), y, random_state=0)
        print(LogisticRegression().fit(a, ya).score(b, yb))
        """,
    )

    (leak,) = audit_run(path, [], timeout=120).findings

    assert (leak.code, leak.file, leak.line) == ("LK101", "prepare.py", 5)
    assert [station.file for station in leak.chain] == ["prepare.py", "script.py"]


def test_what_cannot_be_run_is_refused_with_a_hint(tmp_path):
    notebook = tmp_path / "n.ipynb"
    notebook.write_text("{}")

    with pytest.raises(InputError, match="no Python script"):
        audit_run(notebook, [], timeout=5)
    with pytest.raises(InputError, match="no interpreter"):
        audit_run(plain(tmp_path, "print(1)"), [], timeout=5, python=tmp_path)
    with pytest.raises(InputError, match="leaves nothing"):
        audit_run(plain(tmp_path, "print(1)"), [], timeout=0)


def test_a_record_that_is_no_record_is_refused(tmp_path):
    path = tmp_path / "record.json"
    path.write_text('{"events": [{"number": "x"}]}')

    with pytest.raises(InputError, match="cannot be read"):
        read_record(path)
    assert read_record(tmp_path / "none.json") is None


def test_rows_of_carets_are_no_last_words(tmp_path):
    paper = audit_run(plain(tmp_path, "x = 1\nint('a') + len(str(x))\n"), [], timeout=120)

    assert (paper.exit_code, len(paper.last_words) > 1) == (1, True)
    assert [word for word in paper.last_words if set(word) <= set(" ^~")] == []
