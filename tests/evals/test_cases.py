"""The cases for `claude plugin eval`: their layout, their fixtures, graders that tell good answers from bad ones."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.evals.layout import Call, Transcript, read_case
from tests.evals.transcripts import BAD, GOOD
from tests.hosts.installed import command

TOP = Path(__file__).resolve().parents[2]
EVALS = TOP / "evals"
FAULTS = sorted(path.parent for path in EVALS.glob("faults/*/case.yaml"))
ROUTING = sorted(path.parent for path in EVALS.glob("routing/*/case.yaml"))
BUNDLES = sorted((TOP / "skills").glob("*/SKILL.md"))


def named(path: Path) -> str:
    return path.name


def failing(folder: Path, run: Transcript) -> set[str]:
    return {grader.name for grader in read_case(folder / "case.yaml").graders if not grader.passes(run)}


@pytest.mark.parametrize("folder", [*FAULTS, *ROUTING], ids=named)
def test_a_case_has_the_layout_and_a_name_of_its_own(folder: Path) -> None:
    case = read_case(folder / "case.yaml")

    assert case.name == folder.name
    assert not any(word.startswith(("/", "~")) for word in case.execution.prompt.split()), (
        "runs have a folder of their own"
    )
    assert case.context is None or (folder / case.context.scaffold_script).stat().st_mode & 0o100


def test_there_is_a_hit_and_a_near_miss_of_each_skill_and_a_transcript_for_each_fault() -> None:
    skills = [path.parent.name for path in BUNDLES]

    assert [folder.name for folder in ROUTING] == sorted(
        f"{name}-{kind}" for name in skills for kind in ("hit", "miss")
    )
    assert set(GOOD) == set(BAD) == {folder.name for folder in FAULTS}
    assert len(FAULTS) >= 6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"1.1"', '"3.0"'),
        ("type: regex", "type: regexx"),
        ("graders:", "grader:"),
        ("names-the-cause", "names-the-line"),
        ("flags: i", "flags: q"),
    ],
)
def test_a_case_of_another_layout_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (EVALS / "faults" / "leaky-script" / "case.yaml").read_text(encoding="utf-8")
    (tmp_path / "case.yaml").write_text(text.replace(old, new, 1))

    assert old in text
    with pytest.raises(ValidationError):
        read_case(tmp_path / "case.yaml")


@pytest.mark.parametrize("folder", FAULTS, ids=named)
def test_graders_pass_good_answers_and_fail_bad_ones(folder: Path) -> None:
    graders = {grader.name for grader in read_case(folder / "case.yaml").graders}

    assert [failing(folder, run) for run in GOOD[folder.name]] == [set()] * len(GOOD[folder.name])
    assert [failing(folder, run) for run, _ in BAD[folder.name]] == [fails for _, fails in BAD[folder.name]]
    assert set().union(*(fails for _, fails in BAD[folder.name])) == graders, "a grader that no bad answer fails"


@pytest.mark.parametrize("folder", FAULTS, ids=named)
def test_an_answer_that_says_nothing_passes_no_task(folder: Path) -> None:
    assert failing(folder, Transcript(last_message="")) != set()


@pytest.mark.parametrize("folder", ROUTING, ids=named)
def test_a_routing_case_counts_the_skill_that_was_loaded(folder: Path) -> None:
    case = read_case(folder / "case.yaml")
    used = {grader.name.removeprefix("uses-") for grader in case.graders if grader.name.startswith("uses-")}
    left = {grader.name.removeprefix("leaves-") for grader in case.graders if grader.name.startswith("leaves-")}
    right = Transcript(last_message="", calls=tuple(Call(tool="Skill", input=_input(name)) for name in used))
    wrong = Transcript(last_message="", calls=tuple(Call(tool="Skill", input=_input(name)) for name in left))
    prefixed = Transcript(last_message="", calls=tuple(Call(tool="Skill", input=_input(f"my-{name}")) for name in used))

    assert failing(folder, right) == set()
    assert failing(folder, wrong) == {grader.name for grader in case.graders}
    assert failing(folder, prefixed) == {f"uses-{name}" for name in used}


def _input(name: str) -> str:
    return json.dumps({"skill": f"mlwright:{name}" if not name.startswith("my-") else name})


@pytest.mark.parametrize("folder", FAULTS, ids=named)
def test_graders_never_see_the_text_of_a_skill(folder: Path) -> None:
    lines = {
        line.strip() for path in BUNDLES for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 30
    }
    text = (folder / "case.yaml").read_text(encoding="utf-8")

    assert [line for line in lines if line in text] == []


def test_the_routing_cases_are_what_the_trigger_sets_say(tmp_path: Path) -> None:
    copy = tmp_path / "evals"
    shutil.copytree(EVALS, copy)
    command = [sys.executable, copy / "cases.py", "--check"]
    fresh = subprocess.run(command, capture_output=True, text=True, check=False)
    (copy / "routing" / "mlops-hit" / "case.yaml").write_text("{}")
    stale = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (fresh.returncode, fresh.stdout) == (0, "")
    assert stale.returncode == 1
    assert stale.stdout.startswith("evals/routing/mlops-hit/case.yaml is not fresh")


def test_every_prompt_becomes_a_case_where_all_are_asked_for(tmp_path: Path) -> None:
    copy = tmp_path / "evals"
    shutil.copytree(EVALS, copy)
    subprocess.run([sys.executable, copy / "cases.py", "--all"], check=True)

    assert len([read_case(path) for path in copy.glob("routing-all/*/case.yaml")]) == 240


def scaffolded(name: str, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [EVALS / "faults" / name / "scaffold.sh"]
    subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, check=True, capture_output=True, timeout=300)


@pytest.mark.parametrize(("name", "code"), [("leaky-script", 1), ("clean-script", 0)])
def test_the_review_finds_what_was_planted_and_nothing_else(tmp_path: Path, name: str, code: int) -> None:
    scaffolded(name, tmp_path)
    command = [sys.executable, "-m", "mlwright", "review", "train.py", "--format", "concise"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == code
    assert ("train.py:9:" in done.stdout, "LK101" in done.stdout) == (bool(code), bool(code))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "table", "passed"), [("failed-gate", "loans", False), ("approval-not-given", "churn", True)]
)
def test_a_scaffold_makes_the_workspace_that_its_task_speaks_of(
    tmp_path: Path, name: str, table: str, passed: bool
) -> None:
    scaffolded(name, tmp_path)
    workspace = tmp_path / "output" / table
    verdict = json.loads((workspace / "experiments" / "exp-001" / "verdict.json").read_text(encoding="utf-8"))

    assert verdict["passed"] is passed
    assert json.loads((workspace / "handoff.json").read_text(encoding="utf-8"))["approvals"] == []


@pytest.mark.slow
def test_the_proxy_is_left_out_by_the_tools_themselves(tmp_path: Path) -> None:
    scaffolded("target-proxy", tmp_path)
    for words in (["profile", "customers.csv", "--target", "churned"], ["spec", "output/customers"]):
        subprocess.run([sys.executable, "-m", "mlwright", *words], cwd=tmp_path, check=True, capture_output=True)
    spec = (tmp_path / "output" / "customers" / "ml" / "feature-spec.md").read_text(encoding="utf-8")

    assert "cancellation_fee" in spec.split("dropped:")[1].split("questions:")[0]


@pytest.mark.slow
def test_the_command_itself_loads_every_case(tmp_path: Path) -> None:
    claude, *_ = command("claude")
    for name in ("skills", "commands", "agents", "evals", ".claude-plugin"):
        shutil.copytree(TOP / name, tmp_path / "plugin" / name)
    for name in ("plugin.json", "mcp.json"):
        shutil.copy(TOP / name, tmp_path / "plugin")
    broken = tmp_path / "plugin" / "evals" / "routing" / "broken" / "case.yaml"
    broken.parent.mkdir()
    broken.write_text('schema_version: "1.1"\nname: broken\nexecution: {prompt: hi}\ngraders: []\n')
    home = tmp_path / "home"
    home.mkdir()
    # without a login the first run ends the suite; what was wrong with the files is told before
    said = subprocess.run(
        [claude, "plugin", "eval", ".", "--trust-plugin", "--no-publish", "--runs", "1", "--ablation", "none"],
        cwd=tmp_path / "plugin",
        env={"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    text = said.stdout + said.stderr

    assert "Couldn't load 1 case file" in text, text[-2000:]
    assert "broken/case.yaml: invalid case.yaml" in text
    assert "not logged in" in text.lower() or "could not authenticate" in text
