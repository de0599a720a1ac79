"""The audit runs what the papers show, fills in what they leave open, and stops at the first that does otherwise."""

import json
import shutil
import sys
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from mlwright.assets import asset_root
from mlwright.cli import cli
from mlwright.functionality import Shown, audit, build, shown_in
from mlwright.functionality.documents import commands
from mlwright.functionality.placeholders import concrete
from mlwright.leakage.command import run as review

PAPER = """
    Read `mlwright explain LK101`, and not `other tool` or mlwright itself.

    ```bash
    mlwright review src/   # finds "leaks"
    $ mlwright doctor \\
        --json
    echo mlwright
    ```

    ```python
    mlwright = 1
    ```

    <!-- audit: exit 1 -->
    ```sh
    mlwright review bad.py
    ```

    `mlwright serve` <!-- audit: skip - needs a client -->
    Then `mlwright scan .`.
    """
ECHO = [sys.executable, "-c", "import sys; print(sys.argv); sys.exit(7 if 'fail' in sys.argv else 0)"]


def test_commands_are_taken_from_shell_blocks_and_backticks_with_their_markers():
    assert list(commands("A.md", textwrap.dedent(PAPER))) == [
        Shown("A.md", 2, "mlwright explain LK101"),
        Shown("A.md", 5, "mlwright review src/"),
        Shown("A.md", 6, "mlwright doctor --json"),
        Shown("A.md", 17, "mlwright review bad.py", exit=1),
        Shown("A.md", 20, "mlwright serve", skip="needs a client"),
        Shown("A.md", 21, "mlwright scan ."),
    ]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("mlwright profile DATA --goal '...'", "profile data/churn.csv --goal predict which customers leave"),
        ("mlwright profile DATA", "profile data/churn.csv --target Churn --goal predict which customers leave"),
        ("mlwright profile data/churn.csv", "profile data/churn.csv"),
        ("mlwright approve WORKSPACE --by NAME", "approve output/churn --by your name"),
        ("mlwright run DATA --target NAME", "run data/churn.csv --target Churn --budget 2"),
        ("mlwright train WORKSPACE --budget 600", "train output/churn --budget 2"),
        ("mlwright review --baseline FILE", "review --baseline review-baseline.json"),
        ("mlwright skills run NAME --vars KEY=VALUE", "skills run ml-engineer --vars data=data/churn.csv"),
        ("mlwright skills pack NAME --out FILE", "skills pack mlops --out skills.zip"),
        ("mlwright skills install --host HOST", "skills install --host claude"),
        ("mlwright compact FILE", "compact compact.md"),
        ("mlwright diagnose LOG", "diagnose ci.log"),
        ("mlwright simulate --all", "simulate MLE-01"),
        ("mlwright simulate TASK --json", "simulate MLE-01 --json"),
        ("mlwright status WORKSPACE '[--json]'", "status output/churn --json"),
        ("mlwright skills install --host HOST '[--project' 'DIR]'", "skills install --host claude --project ."),
        ("mlwright skills install --host HOST [--project DIR]", "skills install --host claude --project ."),
        ("mlwright review --data FILE --data FILE", "review --data train.csv --data test.csv"),
    ],
)
def test_placeholders_are_filled_in_and_budgets_are_small(text, run):
    assert " ".join(concrete(text)) == f"mlwright {run}"


def test_a_port_is_a_free_one():
    port = int(concrete("mlwright serve --http PORT")[-1])

    assert 1024 <= port <= 65535


def test_a_placeholder_that_nobody_knows_fails():
    (outcome,) = audit([Shown("A.md", 1, "mlwright review THING")], program=ECHO)

    assert (outcome.state, outcome.why) == ("failed", "the audit does not know what THING stands for")


def test_the_first_command_that_ends_otherwise_ends_the_audit():
    shown = [
        Shown("A.md", 1, "mlwright fine"),
        Shown("A.md", 2, "mlwright fail", exit=7),
        Shown("A.md", 3, "mlwright audit"),
        Shown("A.md", 4, "mlwright fine"),
        Shown("A.md", 5, "mlwright fail now"),
        Shown("A.md", 6, "mlwright fine"),
    ]
    told = []
    outcomes = audit(shown, program=ECHO, tell=told.append)

    assert [outcome.state for outcome in outcomes] == ["ok", "ok", "skipped", "ok", "failed"]
    assert outcomes[3].why == "as at A.md:1"
    assert outcomes[4].why.startswith("exit code 7, expected 0")
    assert told == outcomes


def test_a_command_that_should_fail_and_does_not_is_a_failure():
    (outcome,) = audit([Shown("A.md", 1, "mlwright fine", exit=1)], program=ECHO)

    assert (outcome.state, outcome.why.partition(":")[0]) == ("failed", "exit code 0, expected 1")


def test_the_scratch_project_is_clean_and_has_a_change(tmp_path, monkeypatch, capsys):
    build(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert [review((), {"select": "LK"}), review((), {"staged": True}), review((), {"diff": "v1..v2"})] == [0, 0, 0]
    said = capsys.readouterr().out
    assert "approve: no findings; 4 files analysed" in said
    assert said.count("1 changed file\n") == 2


def test_the_papers_show_commands_of_every_kind():
    shown = shown_in(asset_root())
    papers = {item.path for item in shown}

    assert len(shown) >= 60
    assert {"README.md", "CHANGELOG.md", "docs/review.md", "skills/ml-engineer/SKILL.md"} <= papers
    assert {"agents/_mle-reviewer.md", "skills/leakage-review/references/checklist.md"} <= papers
    assert {item.text.split()[1] for item in shown} >= {"run", "train", "review", "audit-run", "scan", "approve"}
    assert all(item.skip != "no reason given" for item in shown)


@pytest.mark.parametrize(("command", "code"), [("mlwright explain LK101", 0), ("mlwright explain LK999", 1)])
def test_the_command_exits_by_what_it_found(tmp_path: Path, command: str, code: int) -> None:
    (tmp_path / "README.md").write_text(f"Try `{command}`.\n")
    done = CliRunner().invoke(cli, ["audit", "--root", str(tmp_path), "--json"], standalone_mode=False)

    assert done.return_value == code
    assert json.loads(done.output)["outcomes"][0]["state"] == ("failed" if code else "ok")


@pytest.mark.slow
def test_the_papers_of_an_installed_package_do_what_they_say(tmp_path):
    shutil.copytree(asset_root() / "skills", tmp_path / "skills")
    outcomes = audit(shown_in(tmp_path))

    assert len(outcomes) >= 30
    assert [(item.shown.place, item.ran, item.why) for item in outcomes if item.state == "failed"] == []


@pytest.mark.slow
def test_every_documented_command_does_what_its_paper_says():
    outcomes = audit(shown_in(asset_root()))

    assert [(item.shown.place, item.ran, item.why) for item in outcomes if item.state == "failed"] == []
    skipped = [item for item in outcomes if item.state == "skipped"]
    assert len(skipped) <= len(outcomes) / 20, skipped
    assert all(len(item.why) > 10 for item in skipped)
