"""A paper that cannot be used is refused before anything is written, trained or scored."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mlwright import steps
from mlwright.cli import cli
from mlwright.errors import ConflictError, PaperError, TargetError, WorkspaceError
from mlwright.workspace import Workspace
from tests.steps.chains import add_run, edit, planned


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return planned(tmp_path)


def everything(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("edited", [True, False])
def test_another_target_is_refused_and_leaves_the_workspace_as_it_was(home: Path, edited: bool) -> None:
    if edited:
        edit(home / steps.SPEC, "test_size: 0.25", "test_size: 0.3")
    before = everything(home)

    with pytest.raises(ConflictError, match="predicts 'left', you ask for 'plan'") as caught:
        steps.spec(home, target="plan")
    with pytest.raises(ConflictError):
        steps.profile(home.parent / "churn.csv", target="plan", out=home)

    assert everything(home) == before
    assert "call again with `--target left`" in caught.value.hint
    assert "`mlwright profile DATA --out DIR --target plan`" in caught.value.hint


def test_another_target_is_taken_where_it_is_asked_for_aloud(home: Path) -> None:
    assert steps.spec(home, target="plan", force=True).target == "plan"
    assert steps.spec(home, target="plan").target == "plan"


def test_a_target_that_is_no_column_is_answered_with_the_nearest(home: Path) -> None:
    with pytest.raises(TargetError, match="no column 'lefft'"):
        steps.spec(home, target="lefft")


def test_a_gate_on_an_unknown_metric_is_refused_by_the_config(home: Path) -> None:
    edit(home / steps.CONFIG, "gates: []", "gates:\n  - {metric: recal, at_least: 0.5}")

    with pytest.raises(PaperError, match=r"policy.gates.0.metric is 'recal', which is no metric of binary") as caught:
        steps.train(home)
    assert "did you mean recall?" in caught.value.hint
    assert not (home / "experiments").exists()

    edit(home / steps.CONFIG, "metric: recal,", "metric: recall,")
    assert steps.config(home).policy.gates[0].metric == "recall"


def test_a_misspelt_candidate_is_refused_where_the_script_is_as_it_was_written(home: Path) -> None:
    edit(home / steps.CONFIG, "name: linear", "name: liner")

    with pytest.raises(PaperError, match="the script builds no candidate 'liner'") as caught:
        steps.config(home)
    assert "did you mean linear?" in caught.value.hint

    edit(home / steps.SCRIPT, 'name.startswith("linear")', 'name.startswith("liner")')
    assert "liner" in [item.name for item in steps.config(home).candidates]


def test_two_candidates_of_one_family_are_fine(home: Path) -> None:
    edit(home / steps.CONFIG, "name: linear", "name: linear_strong")

    assert "linear_strong" in [item.name for item in steps.config(home).candidates]


def test_a_split_of_the_configs_own_is_said_wherever_it_is_used(home: Path) -> None:
    assert steps.status(home)["notes"] == []
    edit(home / steps.CONFIG, "test_size: 0.25", "test_size: 0.3")

    told = "the config's split differs from the spec's: test_size 0.3, the spec's is 0.25; the config's is used"
    assert steps.status(home)["notes"] == [told]
    assert told in CliRunner().invoke(cli, ["config", str(home)]).stdout
    assert told in CliRunner().invoke(cli, ["status", str(home)]).stdout


def test_a_refused_training_writes_nothing(home: Path) -> None:
    edit(home / steps.SPEC, "test_size: 0.25", "test_size: 0.3")
    before = everything(home)

    with pytest.raises(PaperError, match=r"script is older than ml/feature-spec\.md"):
        steps.train(home)

    assert everything(home) == before


def test_predictions_are_not_written_into_the_workspace_or_over_the_table(home: Path) -> None:
    add_run(home, "exp-001")
    table = home.parent / "churn.csv"

    with pytest.raises(WorkspaceError, match="lies in the workspace") as caught:
        steps.write_predictions(home, table, home / "scored.csv")
    assert str(home.parent / "scored.csv") in caught.value.hint
    with pytest.raises(WorkspaceError, match="is a table that must stay as it is"):
        steps.write_predictions(home, table, table)


def test_a_broken_spec_is_not_said_to_be_mended_by_deleting_without_a_word_of_the_loss(home: Path) -> None:
    edit(home / steps.CONFIG, "threads: 1", "threads: none")

    with pytest.raises(PaperError) as caught:
        steps.config(home)
    assert "discard its edits" in caught.value.hint


def test_a_run_that_is_reused_is_the_latest_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_run(home, "exp-001")
    add_run(home, "exp-002")
    first = steps.running.runs(Workspace.open(home))[0]
    monkeypatch.setattr(steps.running, "_same_run", lambda *_: first)
    edit(home / steps.CONFIG, "min_skill: 0.05", "min_skill: 0.1")
    assert steps.status(home)["stages"]["train"]["state"] == "stale"

    assert steps.train(home).id == "exp-001"

    assert steps.latest_run(Workspace.open(home)).id == "exp-001"
    assert steps.status(home)["stages"]["train"]["state"] == "fresh"


def test_a_reused_run_that_was_changed_is_still_found_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_run(home, "exp-001")
    edit(home / "experiments" / "exp-001" / "run.json", '"roc_auc":0.8', '"roc_auc":0.9')
    changed = steps.running.runs(Workspace.open(home))[0]
    monkeypatch.setattr(steps.running, "_same_run", lambda *_: changed)

    steps.train(home)

    with pytest.raises(PaperError, match=r"run\.json was changed after the run"):
        steps.gate(home)


@pytest.mark.slow
def test_a_run_keeps_the_spec_it_was_made_from_and_names_no_folder_that_is_gone(home: Path) -> None:
    steps.config(home, budget=2)
    lines: list[str] = []
    run = steps.train(home, progress=lambda _step, _share, note: lines.append(note))

    kept = home / "experiments" / run.id
    assert (kept / "code" / "feature-spec.md").read_bytes() == (home / steps.SPEC).read_bytes()
    log = (kept / "train.log").read_text()
    assert "results in the run's folder" in log
    assert ".running-" not in log + "\n".join(lines)

    (home / steps.SPEC).write_text("nothing that can be read")
    assert len(steps.predict(home, home.parent / "churn.csv")) == 160
