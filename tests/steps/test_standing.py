"""Where a workspace stands after a new run, a rejection or a changed table, and what comes next."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mlwright import steps
from mlwright.cli import cli
from mlwright.errors import InputError, PaperError
from tests.steps.chains import add_report, add_run, add_verdict, edit, planned


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return planned(tmp_path)


def states(home: Path) -> dict[str, str]:
    return {stage: entry["state"] for stage, entry in steps.status(home)["stages"].items()}


def test_a_run_after_a_failed_gate_is_to_be_judged_and_not_trained_again(home: Path) -> None:
    add_run(home, "exp-001")
    add_verdict(home, "exp-001", passed=False)
    assert "the gate failed" in steps.status(home)["next"]

    add_run(home, "exp-002")

    found = steps.status(home)
    assert (found["stages"]["gate"]["state"], found["next"]) == ("stale", f"mlwright gate {home}")
    assert found["stages"]["gate"]["why"] == "about exp-001, the latest run is exp-002"


def test_a_run_that_crashed_is_neither_judged_nor_reported(home: Path) -> None:
    add_run(home, "exp-001")
    add_verdict(home, "exp-001")
    add_report(home, "exp-001")
    assert steps.status(home)["next"] == f"mlwright approve {home} --by NAME"

    add_run(home, "exp-002", status="failed")

    assert [states(home)[stage] for stage in ("train", "gate", "report")] == ["fresh", "stale", "stale"]
    told = f"exp-002 is failed: mend the cause, then `mlwright train {home}`"
    assert steps.status(home)["next"] == told
    with pytest.raises(PaperError, match="about exp-001, the latest run is exp-002"):
        steps.approve(home, by="Ada")


def test_a_report_about_an_earlier_run_is_stale(home: Path) -> None:
    for name in ("exp-001", "exp-002"):
        add_run(home, name)
        add_verdict(home, name)
    add_report(home, "exp-001")

    assert (states(home)["gate"], states(home)["report"]) == ("fresh", "stale")
    assert steps.status(home)["next"] == f"mlwright report {home}"


def test_a_changed_table_makes_everything_stale_that_came_of_it(home: Path) -> None:
    add_run(home, "exp-001")
    add_verdict(home, "exp-001")
    add_report(home, "exp-001")
    assert set(states(home).values()) == {"fresh"}

    with (home.parent / "churn.csv").open("a") as table:
        table.write("161,3,a,no\n")

    found = steps.status(home)
    assert set(states(home).values()) == {"stale"}
    assert found["stages"]["report"]["why"] == "older than experiments/exp-001/verdict.json"
    assert found["next"] == f"mlwright profile {home.parent / 'churn.csv'} --out {home}"


def test_an_edit_makes_stale_what_follows_and_nothing_before_it(home: Path) -> None:
    add_run(home, "exp-001")
    edit(home / steps.CONFIG, "min_skill: 0.05", "min_skill: 0.1")

    assert states(home) == {
        "profile": "fresh", "spec": "fresh", "script": "fresh", "config": "edited", "train": "stale",
        "gate": "missing", "report": "missing",
    }  # fmt: skip


def test_the_path_is_said_as_the_user_named_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    (home.parent / "work").rename(home.parent / "my work")

    assert steps.status(Path("my work"))["next"] == "mlwright train 'my work'"


def test_a_hint_on_the_command_line_names_the_workspace(home: Path) -> None:
    done = CliRunner().invoke(cli, ["gate", str(home)], standalone_mode=False)
    nowhere = CliRunner().invoke(cli, ["gate", str(home.parent / "none")], standalone_mode=False)

    assert isinstance(done.exception, PaperError)
    assert done.exception.hint == f"`mlwright train {home}` makes one"
    assert isinstance(nowhere.exception, PaperError)
    assert "`mlwright profile DATA`" in nowhere.exception.hint


@pytest.mark.parametrize("nobody", ["", "  ", "\n\t", "\u200b"])
def test_nobody_signs_nothing(home: Path, nobody: str) -> None:
    with pytest.raises(InputError, match="no name was given") as caught:
        steps.approve(home, by=nobody, stage="spec")

    assert caught.value.hint == "--by takes the name of the person who decided"
    assert steps.approve(home, by="名前", stage="spec").by == "名前"


def test_a_rejection_comes_before_everything_and_holds_the_gate(home: Path) -> None:
    add_run(home, "exp-001")
    add_verdict(home, "exp-001")
    steps.approve(home, by="Ada", stage="spec", approved=False)

    assert steps.status(home)["next"] == "spec was rejected by Ada: ask what should change"
    with pytest.raises(PaperError, match="spec was rejected by Ada"):
        steps.approve(home, by="Ben")

    steps.approve(home, by="Ada", stage="spec")
    assert steps.approve(home, by="Ben").approved


def test_a_rejection_lasts_until_the_paper_changes(home: Path) -> None:
    steps.approve(home, by="Ada", stage="config", approved=False)
    edit(home / steps.CONFIG, "min_skill: 0.05", "min_skill: 0.1")

    assert steps.status(home)["next"] == f"mlwright train {home}"


def test_an_unknown_run_is_answered_with_those_that_there_are(home: Path) -> None:
    add_run(home, "exp-001")
    add_run(home, "exp-002", status="failed")

    with pytest.raises(PaperError, match=r"there is no run 'exp-9'; there are exp-001, exp-002"):
        steps.gate(home, run_id="exp-9")
    with pytest.raises(PaperError, match=r"there is no verified run 'exp-9'; there are exp-001\n"):
        steps.predict(home, home.parent / "churn.csv", run_id="exp-9")
