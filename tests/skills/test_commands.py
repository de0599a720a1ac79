"""The commands around skills, as a user calls them."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mlwright.cli import cli
from mlwright.errors import MlwrightError
from mlwright.skills import find_skill, read_skills
from mlwright.skills.plugin_folder import plugin_folder

PLAN = ["--vars", "model_name=churn runtime_target=batch", "--vars", "interfaces=rest", "--vars", "interfaces=batch"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def called(*words: str) -> Result:
    return CliRunner().invoke(cli, ["skills", *words], standalone_mode=False, catch_exceptions=True)


def refused(*words: str) -> str:
    error = called(*words).exception
    assert isinstance(error, MlwrightError), error
    assert error.exit_code == 2
    return str(error)


def test_list_names_every_skill() -> None:
    found = json.loads(called("list", "--json").output)

    assert [skill.name for skill in read_skills()] == [item["name"] for item in found]
    assert next(item["phase"] for item in found if item["name"] == "mlops") == "deploy"
    assert "data.ml_engineer" in called("list").output


def test_show_prints_the_page_or_another_file() -> None:
    skill = find_skill("ml-engineer", read_skills())

    assert skill.text == called("show", "data.ml_engineer").output
    assert json.loads(called("show", "ml_engineer", "--json").output)["name"] == "ml-engineer"
    assert '"name": "data.ml_engineer"' in called("show", "ml-engineer", "assets/variables.json").output
    assert "has no file '../x'" in refused("show", "ml-engineer", "../x")
    assert "did you mean mlops" in refused("show", "mlop")


@pytest.mark.parametrize("name", ["model-productionizer", "model_productionizer", "deploy.model_productionizer"])
def test_run_fills_in_a_plan(name: str) -> None:
    answer = json.loads(called("run", name, *PLAN, "--json").output)

    assert answer["text"].startswith("# Production plan: `churn`")
    assert answer["plan"]["interfaces"] == ["rest", "batch"]
    assert answer["written"] is None


def test_run_takes_the_form_that_codex_users_write() -> None:
    done = called("run", "data.ml_engineer", "--vars", "data=churn.csv goal=predict who leaves")

    assert '- data: "churn.csv"\n- goal: "predict who leaves"\n' in done.output


def test_run_writes_a_file_once(tmp_path: Path) -> None:
    assert called("run", "model-productionizer", *PLAN, "--out", "plan.md").return_value == 0
    written = (tmp_path / "plan.md").read_text()
    assert written.startswith("# Production plan")
    (tmp_path / "plan.md").write_text("mine")

    assert "exists" in refused("run", "model-productionizer", *PLAN, "--out", "plan.md")
    assert (tmp_path / "plan.md").read_text() == "mine"
    assert called("run", "model-productionizer", *PLAN, "--out", "plan.md", "--force").return_value == 0
    assert written == (tmp_path / "plan.md").read_text()


def test_a_faulty_run_writes_nothing_and_names_everything(tmp_path: Path) -> None:
    said = refused("run", "model-productionizer", "--vars", "modelname=x runtime_target=moon", "--out", "plan.md")

    for word in ("'modelname' is unknown (did you mean model_name?)", "model_name is missing", "'moon'", "interfaces"):
        assert word in said
    assert list(tmp_path.iterdir()) == []


def test_values_come_from_a_file_without_conversion(tmp_path: Path) -> None:
    values = {"model_name": "m", "runtime_target": "batch", "interfaces": ["batch"], "performance_slo": {"p95_ms": 5}}
    (tmp_path / "v.json").write_text(json.dumps(values))
    (tmp_path / "bad.json").write_text(json.dumps(values | {"interfaces": "batch"}))
    (tmp_path / "list.json").write_text("[]")

    plan = json.loads(called("run", "model-productionizer", "--vars-file", "v.json", "--json").output)["plan"]
    assert plan["thresholds"] == [{"measure": "p95_ms", "bound": "at most", "value": 5.0}]
    assert "interfaces is 'batch'" in refused("run", "model-productionizer", "--vars-file", "bad.json")
    assert "no JSON object" in refused("run", "model-productionizer", "--vars-file", "list.json")
    assert "cannot read" in refused("run", "model-productionizer", "--vars-file", "gone.json")


def test_an_own_template_is_used_and_need_not_be_a_plan(tmp_path: Path) -> None:
    home = tmp_path / ".mlwright" / "skills" / "model-productionizer"
    home.mkdir(parents=True)
    (home / "plan.md.jinja").write_text("ours: {{ model_name }}\n")

    done = called("run", "model-productionizer", *PLAN)

    assert done.stdout == "ours: churn\n"
    assert "cannot be read back as a plan" in done.stderr


def test_pack_writes_an_archive_once(tmp_path: Path) -> None:
    assert called("pack", "mle-workflow", "--out", "a.zip").return_value == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "mle-workflow/SKILL.md" in archive.namelist()
    assert "exists" in refused("pack", "--all", "--out", "a.zip")
    files = json.loads(called("pack", "--all", "--out", "a.zip", "--force", "--json").output)["files"]
    assert {"mlops/SKILL.md", "ml-engineer/assets/variables.json"} <= set(files)
    for words in ([], ["mlops", "--all"]):
        assert called("pack", *words, "--out", "b.zip").exception is not None


def test_an_archive_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder.zip").mkdir()

    assert "cannot write" in refused("pack", "mlops", "--out", "folder.zip", "--force")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.zip"]


def test_install_and_uninstall_go_back_and_forth(tmp_path: Path) -> None:
    place = tmp_path / "home" / ".claude" / "skills"
    where = ("--host", "claude")

    dry = json.loads(called("install", *where, "--only", "mlops", "--dry-run", "--json").output)
    assert not place.exists()
    assert [change["skill"] for change in dry["changes"]] == ["mlops"]
    assert called("install", *where, "--only", "mlops").return_value == 0
    written = [str(path.relative_to(place / "mlops")) for path in (place / "mlops").rglob("*") if path.is_file()]
    assert sorted(dry["changes"][0]["files"]) == sorted(written)
    assert called("install", *where).return_value == 0
    assert len(read_skills()) == len(list(place.iterdir()))
    done = json.loads(called("uninstall", *where, "--json").output)
    assert {"removed"} == {change["action"] for change in done["changes"]}
    assert not (tmp_path / "home" / ".claude").exists()
    assert (tmp_path / "home").is_dir()


def test_uninstall_leaves_a_folder_in_which_others_have_something(tmp_path: Path) -> None:
    called("install", "--host", "claude", "--project", ".", "--only", "mlops")
    (tmp_path / ".claude" / "settings.json").write_text("{}")
    called("uninstall", "--host", "claude", "--project", ".")

    assert [path.name for path in (tmp_path / ".claude").iterdir()] == ["settings.json"]


def test_uninstall_of_nothing_leaves_empty_folders_of_others(tmp_path: Path) -> None:
    (tmp_path / ".claude" / "skills").mkdir(parents=True)
    called("uninstall", "--host", "claude", "--project", ".")

    assert (tmp_path / ".claude" / "skills").is_dir()


def test_one_bad_folder_of_the_users_own_is_named_and_takes_no_skill_away(tmp_path: Path) -> None:
    bad = tmp_path / ".mlwright" / "skills" / "Stall Report"
    bad.mkdir(parents=True)
    (bad / "SKILL.md").write_text("---\nname: stall-report\ndescription: d\n---\n\nDo.\n")

    for line in ("list", "show mlops", "run data-analyst --vars data=a.csv", "pack --all --out a.zip"):
        done = called(*line.split())
        assert done.return_value == 0
        assert "warning: left out: " in done.stderr
        assert "rename the folder to stall-report" in done.stderr
    assert "Stall Report" in refused("run", "stall-report")
    assert "warning" not in called("run", "Stall Report").stderr


def test_install_says_where_the_whole_plugin_comes_from() -> None:
    said = called("install", "--host", "claude", "--only", "mlops").output

    assert "claude plugin install mlwright@mlwright" in said
    assert f"claude plugin marketplace add {plugin_folder()}\n" in said
    assert "SOURCE" not in said
    assert "nothing to do" in called("uninstall", "--host", "codex").output


@pytest.mark.parametrize("host", ["claude", "codex", "copilot", "gemini", "agents"])
def test_install_goes_into_a_project(tmp_path: Path, host: str) -> None:
    answer = json.loads(called("install", "--host", host, "--project", ".", "--only", "mlops", "--json").output)

    assert (Path(answer["folder"]) / "mlops" / "SKILL.md").is_file()
    assert not (tmp_path / "home").exists()
