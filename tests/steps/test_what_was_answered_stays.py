"""What a person answered or wrote is kept by the steps that follow, or contradicted aloud."""

from pathlib import Path

import pytest
import yaml

from mlwright import steps
from mlwright.errors import PaperError

ROWS = "".join(f"{i},{i % 7},{'abc'[i % 3]},{'yes' if i % 7 > 3 else 'no'}\n" for i in range(1, 121))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "churn.csv"
    path.write_text("row,calls,plan,left\n" + ROWS)
    return path


@pytest.fixture
def home(table: Path, tmp_path: Path) -> Path:
    workspace, _ = steps.profile(table, target="left", goal="who leaves", out=tmp_path / "work")
    steps.spec(workspace.root)
    return workspace.root


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_a_profile_made_anew_keeps_the_goal_and_the_target(table: Path, home: Path) -> None:
    _, paper = steps.profile(table, out=home, force=True)

    assert paper.target is not None
    assert (paper.goal, paper.target.name) == ("who leaves", "left")


def test_a_script_is_not_written_from_a_spec_that_contradicts_the_table(home: Path) -> None:
    edit(home / steps.SPEC, "target: left", "target: lefft")

    with pytest.raises(PaperError, match="the table has no column 'lefft'"):
        steps.script(home)
    assert not (home / steps.SCRIPT).exists()


def test_an_edited_config_with_another_positive_class_is_contradicted(home: Path) -> None:
    steps.config(home)
    edit(home / steps.CONFIG, "positive: ", "positive: 'no' # ")

    with pytest.raises(PaperError, match="disagree on positive"):
        steps.config(home)


def test_the_budget_that_was_agreed_on_survives_a_spec_that_changed(home: Path) -> None:
    steps.config(home, budget=7)
    edit(home / steps.SPEC, "test_size: 0.25", "test_size: 0.3")

    assert steps.config(home).training.budget_seconds == 7


def test_a_rejection_is_shown(home: Path) -> None:
    steps.approve(home, by="a reviewer", stage="spec", approved=False)

    entry = steps.status(home)["stages"]["spec"]
    assert (entry["approved_by"], entry["rejected_by"]) == (None, "a reviewer")


@pytest.mark.slow
def test_a_candidate_without_params_runs_with_the_defaults(home: Path) -> None:
    steps.script(home)
    steps.config(home, budget=2)
    paper = yaml.safe_load((home / steps.CONFIG).read_text())
    paper["candidates"] = [{"name": "linear"}]
    (home / steps.CONFIG).write_text(yaml.safe_dump(paper))

    assert steps.train(home).status == "verified"
