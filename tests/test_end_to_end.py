"""Each real table goes through the whole chain with nothing but a target and a goal."""

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
import yaml

from mlwright.features import from_markdown
from mlwright.specs import Profile, Run, Verdict
from mlwright.tabular.bundle import read_parquet
from mlwright.tabular.table import read_table
from tests.tables import real_table

pytestmark = pytest.mark.slow


@dataclass
class Case:
    """What ABOUT.md says of a table, and what a run has to make of it."""

    file: str
    target: str
    goal: str
    task: str
    strategy: str
    rows: int
    columns: int
    dropped: dict[str, str] = field(default_factory=dict)
    column: str | None = None
    separator: str = ","
    encoding: str = "utf-8"
    positive: str | None = None
    classes: int = 0
    passes: bool = True
    duplicates: int = 0


CASES = {
    "telco_churn": Case(
        "telco_churn/Telco-Customer-Churn.csv", "Churn", "Predict which customers will churn.",
        "binary", "stratified", 7043, 21, {"customerID": "id"}, positive="Yes", classes=2,
    ),
    "titanic": Case(
        "titanic/titanic3.csv", "survived",
        "Predict whether a passenger survives, from what is known at boarding time.",
        "binary", "stratified", 1310, 14, {"boat": "leak", "body": "leak"}, positive="1", classes=2,
    ),
    "wine_white": Case(
        "wine_white/winequality-white.csv", "quality", "Predict the quality grade of a white wine from its lab values.",
        "multiclass", "duplicates", 4898, 12, classes=7, duplicates=937,
    ),
    "german_credit": Case(
        "german_credit/credit.csv", "default",
        "Predict which loan applicants will default (default = 2 means defaulted).",
        "binary", "stratified", 1000, 21, positive="2", classes=2,
    ),
    "ames_housing": Case(
        "ames_housing/AmesHousing2.csv", "SalePrice", "Predict the sale price of a house.",
        "regression", "random", 2930, 82, {"Order": "counter", "PID": "id"},
    ),
    "auto_mpg": Case(
        "auto_mpg/auto-mpg.csv", "mpg", "Predict fuel economy (mpg) of a car model.", "regression", "random", 398, 9,
    ),
    "bike_hour": Case(
        "bike_hour/bike_sharing.csv", "cnt",
        "Predict the hourly number of bike rentals (cnt) for the coming weeks from calendar and weather forecasts.",
        "regression", "time", 17379, 17, {"instant": "counter", "casual": "leak", "registered": "leak"},
        column="dteday",
    ),
    "parkinsons": Case(
        "parkinsons/parkinsons_updrs.data", "total_UPDRS",
        "Predict the total UPDRS score of patients never seen before, from their voice measures.",
        "regression", "group", 5875, 22, {"motor_UPDRS": "leak", "subject#": "group"}, column="subject#",
        separator="\t", passes=False,
    ),
    "silver_kr": Case(
        "silver_kr/silver_simple.csv", "사고발생여부", "어르신 보호구역의 사고 발생 여부를 예측",
        "binary", "duplicates", 2000, 13, encoding="utf-8-sig", positive="1", classes=2, duplicates=30,
    ),
    "penguins_raw": Case(
        "penguins_raw/penguins_raw.csv", "Species", "Predict the penguin species from the field measurements.",
        "multiclass", "group", 344, 17,
        {"Sample Number": "counter", "Individual ID": "group", "Region": "constant", "Stage": "constant"},
        column="Individual ID", classes=3,
    ),
    "air_passengers": Case(
        "air_passengers/airline-passengers.csv", "Passengers",
        "Forecast the monthly number of airline passengers for the next 24 months.",
        "forecasting", "forecast", 144, 2, column="Month",
    ),
}  # fmt: skip


def mlwright(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "mlwright", *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False
    )


class World:
    """A finished run and its papers."""

    def __init__(self, name: str, folder: Path) -> None:
        self.case = CASES[name]
        self.table = real_table(self.case.file)
        self.before = hashlib.sha256(self.table.read_bytes()).hexdigest()
        self.root = folder / "out"
        self.arguments = ("run", self.table, "--target", self.case.target, "--goal", self.case.goal)
        self.arguments += ("--out", self.root, "--budget", 15, "--json")
        self.done = mlwright(*self.arguments)
        assert self.done.returncode in (0, 1), self.done.stderr[-3000:]
        self.facts = json.loads(self.done.stdout)
        self.profile = Profile.model_validate_json((self.root / "data" / "profile.json").read_text())
        self.spec = from_markdown((self.root / "ml" / "feature-spec.md").read_text())
        self.run = Run.model_validate_json((self.root / "experiments" / "exp-001" / "run.json").read_text())
        self.verdict = Verdict.model_validate_json((self.root / "experiments" / "exp-001" / "verdict.json").read_text())
        self.page = (self.root / "report" / "index.html").read_text()


@pytest.fixture(scope="module", params=list(CASES))
def world(request, tmp_path_factory):
    return World(request.param, tmp_path_factory.mktemp(request.param))


def test_the_table_goes_through_and_means_what_its_description_says(world):
    case = world.case
    assert (world.profile.rows, len(world.profile.columns)) == (case.rows, case.columns)
    assert (world.profile.source.separator, world.profile.source.encoding) == (case.separator, case.encoding)
    assert world.profile.duplicate_rows == case.duplicates
    assert (world.spec.task, world.spec.positive, len(world.spec.classes)) == (case.task, case.positive, case.classes)
    assert {item.name: item.reason for item in world.spec.dropped if item.reason != "time"} == case.dropped
    assert all(item.why for item in world.spec.dropped)
    assert (world.spec.split.strategy, world.spec.split.column) == (case.strategy, case.column)
    assert len(world.spec.split.reason) > 20

    # the run is real
    assert (world.run.status, world.run.reason) == ("verified", "")
    assert world.verdict.passed is case.passes, world.verdict.summary
    assert world.done.returncode == (0 if case.passes else 1)
    roles = [result.role for result in world.run.candidates]
    assert roles.count("baseline") == 3
    assert roles.count("candidate") >= 3
    interval = world.run.intervals[world.run.primary]
    assert interval.low <= world.run.metrics[world.run.primary] <= interval.high

    # nothing of the source changed, and the page stands by itself
    assert hashlib.sha256(world.table.read_bytes()).hexdigest() == world.before
    assert "<svg" in world.page
    assert "http://" not in world.page.replace("http://www.w3.org", "")
    assert "src=" not in world.page

    # train, folds and test stay apart
    split = read_parquet(world.root / "experiments" / "exp-001" / "split.parquet")
    cells = read_table(world.table, world.profile.source.model_dump()).loc[split["row"]]
    test = (split["fold"] == -1).to_numpy()
    if case.strategy == "group":
        assert not set(cells[case.column][test]) & set(cells[case.column][~test])
    if case.strategy == "duplicates":
        inputs = cells.drop(columns=case.target).agg("\x1f".join, axis=1)
        assert not set(inputs[test]) & set(inputs[~test])
    if case.strategy in ("time", "forecast"):
        assert cells[case.column][test].min() > cells[case.column][~test].max()

    # new rows are scored although the target and a column are missing, one is blank and one has unknown values
    new = pd.read_csv(world.table, sep=case.separator, encoding=case.encoding, dtype=str, keep_default_na=False).head(
        30
    )
    new = new.drop(columns=case.target)
    names = [item.name for item in world.spec.features]
    if len(names) > 3:
        new = new.drop(columns=names[0])
        new[names[1]] = ""
        new[names[2]] = "never seen before"
    new.to_csv(world.root.parent / "new.csv", index=False)
    scored = mlwright("predict", world.root, world.root.parent / "new.csv", "--out", world.root.parent / "scored.csv")
    assert scored.returncode == 0, scored.stderr
    result = pd.read_csv(world.root.parent / "scored.csv", dtype={"prediction": str} if case.classes else None)
    assert len(result) == 30
    assert list(result.columns) == ["prediction", *[f"proba_{label}" for label in world.spec.classes]]
    if case.classes:
        assert set(result["prediction"]) <= set(world.spec.classes)
        assert (result.filter(like="proba_").sum(axis=1) - 1).abs().max() < 1e-6

    # a second run takes everything from the first
    again = mlwright(*world.arguments)
    assert again.returncode == world.done.returncode
    assert sorted(path.name for path in (world.root / "experiments").glob("exp-*")) == ["exp-001"]
    assert "reused exp-001" in again.stderr


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    return World("german_credit", tmp_path_factory.mktemp("german"))


def test_the_summary_can_be_read_in_ten_seconds(german):
    text = mlwright(*[item for item in german.arguments if item != "--json"])

    assert len(text.stdout.splitlines()) <= 25
    assert f"{german.run.metrics['roc_auc']:.3f}" in text.stdout
    assert str(german.root) in text.stdout


def test_a_feature_removed_by_hand_stays_out_of_script_model_and_report(german, tmp_path):
    paper = german.root / "ml" / "feature-spec.md"
    head, front, rest = paper.read_text().split("---\n", 2)
    value = yaml.safe_load(front)
    value["features"] = [item for item in value["features"] if item["name"] != "checking_balance"]
    paper.write_text("---\n".join([head, yaml.safe_dump(value, sort_keys=False, allow_unicode=True), rest]))
    done = mlwright(*german.arguments)

    assert done.returncode in (0, 1), done.stderr
    assert "checking_balance" not in (german.root / "ml" / "training_script.py").read_text()
    second = Run.model_validate_json((german.root / "experiments" / "exp-002" / "run.json").read_text())
    assert second.status == "verified"
    assert second.metrics["roc_auc"] != german.run.metrics["roc_auc"]


def test_a_metric_changed_by_hand_decides_the_next_run(german):
    config = german.root / "ml" / "experiment-config.yaml"
    config.write_text(config.read_text().replace("primary: roc_auc", "primary: log_loss"))
    done = mlwright(*german.arguments)

    assert done.returncode in (0, 1), done.stderr
    assert json.loads(done.stdout)
    latest = sorted((german.root / "experiments").glob("exp-*/run.json"))[-1]
    assert Run.model_validate_json(latest.read_text()).primary == "log_loss"


def test_each_step_works_alone_on_what_lies_on_disk(tmp_path):
    table, out = real_table("german_credit/credit.csv"), tmp_path / "out"
    assert mlwright("profile", table, "--out", out).returncode == 0
    refused = mlwright("spec", out)
    assert refused.returncode == 2
    assert "'default'" in refused.stderr
    assert mlwright("spec", out, "--target", "default").returncode == 0
    assert mlwright("script", out / "ml").returncode == 0
    assert mlwright("config", out, "--budget", 3).returncode == 0
    state = json.loads(mlwright("status", out, "--json").stdout)
    assert state["next"] == f"mlwright train {out}"
    assert mlwright("train", out).returncode == 0
    assert mlwright("gate", out).returncode in (0, 1)
    refused = mlwright("approve", out, "--stage", "nonsense", "--by", "me")
    assert refused.returncode == 2
    if mlwright("gate", out).returncode == 0:
        assert mlwright("approve", out, "--by", "me").returncode == 0
        assert json.loads(mlwright("status", out, "--json").stdout)["stages"]["gate"]["approved_by"] == "me"
        with (out / "ml" / "experiment-config.yaml").open("a") as stream:
            stream.write("# a word\n")
        assert json.loads(mlwright("status", out, "--json").stdout)["stages"]["train"]["state"] == "stale"


def test_a_failed_verdict_cannot_be_approved(tmp_path):
    world = World("parkinsons", tmp_path)
    refused = mlwright("approve", world.root, "--by", "me")

    assert refused.returncode == 1
    assert "cannot be approved" in refused.stderr
    assert world.verdict.recommendation == "iterate"


def test_units_decimal_commas_and_old_encodings_in_one_table_are_read_and_predicted(tmp_path):
    lines = ["größe;rooms;ort;preis"]
    for i in range(150):
        size, rooms, place = 20 + (i * 37 % 130), 1 + i % 6, ("Köln", "Bonn", "Trier")[i % 3]
        price = 1000 + size * 12 + rooms * 50 + 200 * (place == "Köln") + i % 7
        lines.append(f"{size},5 m²;{rooms};{place};{price // 1000}.{price % 1000:03},25 EUR")
    (tmp_path / "t.csv").write_bytes("\n".join(lines).encode("latin-1"))
    done = mlwright("run", "t.csv", "--target", "preis", "--budget", 3, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    scored = mlwright("predict", "output/t", "t.csv", "--out", "scored.csv", cwd=tmp_path)
    assert scored.returncode == 0, scored.stderr
    truth = [float(line.split(";")[3].removesuffix(" EUR").replace(".", "").replace(",", ".")) for line in lines[1:]]
    errors = (pd.read_csv(tmp_path / "scored.csv")["prediction"] - truth).abs()
    assert errors.median() < 40


def test_what_was_changed_by_hand_after_the_verdict_cannot_be_approved(tmp_path):
    table, out = real_table("german_credit/credit.csv"), tmp_path / "out"
    arguments = ("run", table, "--target", "default", "--out", out, "--budget", 3)
    assert mlwright(*arguments).returncode == 0
    verdict = out / "experiments" / "exp-001" / "verdict.json"
    honest = verdict.read_text()
    verdict.write_text(honest.replace("ensemble", "tampered").replace("linear", "tampered"))
    assert mlwright("approve", out, "--by", "me").returncode == 2
    verdict.write_text(honest)
    assert mlwright("approve", out, "--by", "me").returncode == 0

    # the signature covers what the verdict rests on, down to the script
    with (out / "ml" / "training_script.py").open("a") as stream:
        stream.write("# a word\n")
    assert json.loads(mlwright("status", out, "--json").stdout)["stages"]["gate"]["approved_by"] is None

    run = out / "experiments" / "exp-001" / "run.json"
    run.write_text(run.read_text().replace('"seed": 0', '"seed": 1'))
    refused = mlwright("gate", out)
    assert refused.returncode == 2
    assert "was changed after the run" in refused.stderr


def test_training_does_not_go_by_a_script_that_is_older_than_its_spec(tmp_path):
    table, out = real_table("german_credit/credit.csv"), tmp_path / "out"
    for step in (("profile", table, "--target", "default", "--out", out), ("spec", out), ("script", out)):
        assert mlwright(*step).returncode == 0
    paper = out / "ml" / "feature-spec.md"
    paper.write_text(paper.read_text() + "\nA word.\n")
    refused = mlwright("train", out)

    assert refused.returncode == 2
    assert "script is older than ml/feature-spec.md" in refused.stderr
