"""What `predict` says about a table that lacks columns of the model; the model itself stands aside here."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from mlwright import steps
from mlwright.cli import cli
from mlwright.errors import InputError
from mlwright.steps import predicting
from tests.suggestions.results import results

COLUMNS = ["calls", "tenure", "plan"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one run that counts, whose model answers the same for every row."""
    chance = np.random.default_rng(0)
    table = pd.DataFrame({"calls": chance.normal(size=200), "tenure": chance.normal(size=200)}).round(4)
    table["plan"] = chance.choice(["a", "b", "c"], 200)
    table["left"] = np.where(table["calls"] + chance.normal(size=200) > 0, "yes", "no")
    table.to_csv(tmp_path / "churn.csv", index=False)
    workspace, _ = steps.profile(tmp_path / "churn.csv", target="left", out=tmp_path / "work")
    steps.spec(workspace.root)
    steps.config(workspace.root)
    run = results().run
    code = workspace.path(f"experiments/{run.id}/code")
    code.mkdir(parents=True)
    (code / "experiment-config.yaml").write_text(workspace.read_text(steps.CONFIG))
    monkeypatch.setattr(predicting, "runs", lambda _: [run])
    monkeypatch.setattr(
        predicting.training, "predict_rows", lambda _run, _folder, cells, _: np.eye(2)[[0] * len(cells)]
    )
    return workspace.root


def rows(home: Path, columns: list[str]) -> Path:
    path = home.parent / "new.csv"
    pd.read_csv(home.parent / "churn.csv").head(5)[columns].to_csv(path, index=False)
    return path


def test_missing_columns_are_named_as_a_warning_and_the_rows_are_scored(home: Path) -> None:
    said: list[str] = []

    scored = steps.predict(home, rows(home, ["plan", "left"]), warn=said.append)

    assert len(scored) == 5
    assert said == ["2 of 3 columns are missing: 'calls', 'tenure'; taken as not known"]


def test_a_whole_table_is_scored_without_a_word_and_passes_the_strict_way(home: Path) -> None:
    said: list[str] = []

    assert len(steps.predict(home, rows(home, COLUMNS), strict=True, warn=said.append)) == 5
    assert said == []


def test_strict_refuses_and_writes_nothing(home: Path) -> None:
    with pytest.raises(InputError, match="1 of 3 columns is missing: 'tenure'"):
        steps.write_predictions(home, rows(home, ["calls", "plan"]), home.parent / "scored.csv", strict=True)

    assert not (home.parent / "scored.csv").exists()


def test_the_command_warns_beside_the_table_and_not_in_it(home: Path) -> None:
    new = rows(home, ["calls", "plan"])

    done = CliRunner().invoke(cli, ["predict", str(home), str(new)], standalone_mode=False)
    refused = CliRunner().invoke(cli, ["predict", str(home), str(new), "--strict"], standalone_mode=False)

    assert done.stderr == "warning: 1 of 3 columns is missing: 'tenure'; taken as not known\n"
    assert done.stdout.startswith("prediction,proba_")
    assert isinstance(refused.exception, InputError)
