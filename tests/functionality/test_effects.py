"""What a documented command leaves behind: the files its paper names, and nothing in the home folder of the user."""

import sys
import textwrap
from pathlib import Path

import pytest

from mlwright.functionality import Shown, audit
from mlwright.functionality.documents import commands

PAPER = """
    ```bash
    mlwright script DIR     # writes ml/script.py
    mlwright train DIR      # experiments/exp-001: executed, then verified
    mlwright gate DIR       # the verdict: a/b is not a file here
    mlwright report DIR     # a.md, b/c.json
    mlwright look src/      # finds leaks
    ```

    | step | command | writes |
    |---|---|---|
    | 1 | `mlwright spec WORKSPACE` | `ml/spec.md`, `kept` |

    And `mlwright spec WORKSPACE` in a sentence.
    """
WRITER = """
import pathlib, sys
if "write" in sys.argv:
    pathlib.Path("output/w/ml").mkdir(parents=True)
    pathlib.Path("output/w/ml/a.md").write_text("a")
"""
SERVER = """
import http.server, signal, sys
signal.signal(signal.SIGINT, lambda *_: sys.exit({code}))
if "refuse" in sys.argv:
    sys.exit(3)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--http") + 1])), None).serve_forever()
"""
HOME = """
import os, pathlib, sys
home = pathlib.Path.home()
assert not any(home.iterdir()) and "CLAUDE_CONFIG_DIR" not in os.environ
pathlib.Path(home, "mark").write_text("x")
sys.exit(0 if pathlib.Path.cwd().parent == home.parent else 1)
"""


def program(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_what_a_comment_or_a_column_says_is_written_is_taken_down() -> None:
    assert [(item.line, item.writes) for item in commands("A.md", textwrap.dedent(PAPER))] == [
        (3, ("ml/script.py",)),
        (4, ("experiments/exp-001",)),
        (5, ()),
        (6, ("a.md", "b/c.json")),
        (7, ()),
        (12, ("ml/spec.md",)),
        (14, ()),
    ]


@pytest.mark.parametrize(
    ("word", "state", "why"),
    [("write", "ok", ""), ("idle", "failed", "no ml/a.md afterwards, and the paper says that it is written")],
)
def test_a_file_that_is_said_to_be_written_has_to_be_there(word: str, state: str, why: str) -> None:
    (outcome,) = audit([Shown("A.md", 1, f"mlwright {word}", writes=("ml/a.md",))], program=program(WRITER))

    assert (outcome.state, outcome.why) == (state, why)


@pytest.mark.parametrize(
    ("code", "word", "state"), [(0, "", "ok"), (130, "", "ok"), (5, "", "failed"), (0, "refuse", "failed")]
)
def test_a_server_on_a_port_has_to_accept_and_to_end_in_order(code: int, word: str, state: str) -> None:
    shown = Shown("A.md", 1, f"mlwright serve {word} --http PORT")
    (outcome,) = audit([shown], program=program(SERVER.format(code=code)))

    assert outcome.state == state


def test_the_home_of_what_runs_is_an_empty_folder_in_the_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CLAUDE_CONFIG_DIR", str(tmp_path))
    (tmp_path / "settings").write_text("mine")
    (outcome,) = audit([Shown("A.md", 1, "mlwright look")], program=program(HOME))

    assert (outcome.state, outcome.why) == ("ok", "")
    assert [path.name for path in tmp_path.iterdir()] == ["settings"]


@pytest.mark.parametrize(
    ("text", "state", "why"),
    [
        ("mlwright review --data", "ok", "an option named without its value; it exists"),
        ("mlwright status", "ok", "a command named without its arguments; it exists"),
        ("mlwright predict", "ok", "a command named without its arguments; it exists"),
        ("mlwright review --magic", "failed", "exit code 2, expected 0"),
        ("mlwright deploy", "failed", "exit code 2, expected 0"),
        ("mlwright predict --out scored.csv", "failed", "exit code 2, expected 0"),
    ],
)
def test_what_is_only_named_has_to_exist(text: str, state: str, why: str) -> None:
    (outcome,) = audit([Shown("A.md", 1, text)])

    assert (outcome.state, outcome.why.partition(":")[0]) == (state, why)
