"""Every tool, command, option, file, field, code, skill and link that a paper names exists."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mlwright.functionality import build
from tests.claims.judging import strangers
from tests.claims.papers import papers
from tests.claims.registry import TOP, Registry, registry, tabular_copies
from tests.claims.written import WORKSPACE

WORDS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
NAMES = [path.relative_to(TOP).as_posix() for path in papers()]
PLANTED = """\
Call `run_magic`, then `check_gates`, and see `ml/other.md`, `ml/feature-spec.md`, [rules](references/nothing.md) and
[more](references/rules.md). Run `mlwright train WORKSPACE`, `mlwright train WORKSPACE --speed 3`, `/ml_engineer data/`,
`mlwright status WORKSPACE THING`, `mlwright train one two`, `/ml_enginer`, `mlwright:ml-enginer`.
`mlwright deploy DIR`
Use the skill `ml-wizard`, the agent `mle-revewer`, the field `policy.metrik`, the rule `LK999` or `LK101`.
And `--budgett 3`, `tests/claims/test_claims.py::test_nothing`.

```bash
mlwright profile DATA --goal TEXT   # fine
mlwright profile DATA --sped
make docs
make coffee
```

```
data/     profile.json  notes.yaml
```
"""
FOUND = [
    (1, "run_magic", "is nothing that exists"),
    (1, "ml/other.md", "is nothing that exists"),
    (1, "references/nothing.md", "is a link to nothing"),
    (2, "mlwright train WORKSPACE --speed 3", "names no option of train: --speed"),
    (3, "mlwright status WORKSPACE THING", "holds a placeholder that the audit does not know: THING"),
    (3, "mlwright train one two", "has more words than train takes"),
    (3, "/ml_enginer", "is nothing that exists"),
    (3, "mlwright:ml-enginer", "is nothing that exists"),
    (4, "mlwright deploy DIR", "names no command: deploy"),
    (5, "ml-wizard", "is nothing that exists"),
    (5, "mle-revewer", "is nothing that exists"),
    (5, "policy.metrik", "is nothing that exists"),
    (5, "LK999", "is nothing that exists"),
    (6, "--budgett 3", "is nothing that exists"),
    (6, "tests/claims/test_claims.py::test_nothing", "is nothing that exists"),
    (10, "mlwright profile DATA --sped", "names no option of profile: --sped"),
    (12, "make coffee", "is no target of the Makefile"),
    (16, "notes.yaml", "is no file of the checkout or of a workspace"),
]


@pytest.fixture(scope="module")
def known() -> Registry:
    return registry()


def words_of(paper: str) -> set[str]:
    return {word for entry in WORDS if entry["paper"] == paper for word in entry["words"]}


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_names_only_what_exists(name: str, known: Registry) -> None:
    assert strangers(name, (TOP / name).read_text(encoding="utf-8"), known, words_of(name)) == []


@pytest.mark.parametrize("name", sorted({entry["paper"] for entry in WORDS}))
def test_each_other_word_is_needed_and_has_its_reason(name: str, known: Registry) -> None:
    found = strangers(name, (TOP / name).read_text(encoding="utf-8"), known)
    entries = [entry for entry in WORDS if entry["paper"] == name]

    assert [word for word in words_of(name) if not any(f": `{word}` " in line for line in found)] == []
    assert all(len(entry["reason"]) > 20 and set(entry) == {"paper", "words", "reason"} for entry in entries)
    assert sum(len(entry["words"]) for entry in entries) == len(words_of(name))


def test_what_does_not_exist_is_found_with_its_place(known: Registry) -> None:
    name = "skills/leakage-review/SKILL.md"

    assert strangers(name, PLANTED, known) == [f"{name}:{line}: `{text}` {said}" for line, text, said in FOUND]


def test_a_word_is_only_passed_over_where_it_was_reviewed(known: Registry) -> None:
    assert strangers("README.md", "Call `run_magic`.", known, {"run_magic"}) == []
    assert strangers("docs/scan.md", "Call `run_magic`.", known, words_of("README.md")) != []


def test_every_kind_of_paper_is_looked_at() -> None:
    folders = {name.split("/")[0] for name in NAMES}

    assert {
        "README.md",
        "CONTRIBUTING.md",
        "AGENTS.md",
        "CHANGELOG.md",
        "docs",
        "skills",
        "agents",
        "commands",
    } <= folders
    assert {"evals/README.md", "skills/leakage-review/references/checklist.md"} <= set(NAMES)
    assert len(NAMES) >= 40


def test_the_registries_hold_what_is_shipped(known: Registry) -> None:
    assert len(known.tools) == 13
    assert len(known.skills) == 12
    assert {name.replace("-", "_") for name in known.skills} <= known.prompts
    assert known.agents == {"mle-reviewer", "ml-engineer", "data-scientist", "mlops-engineer"}
    assert {"skills run", "skills install", "suggest", "plan", "compact", "ledger", "simulate"} <= set(known.commands)
    assert {"check", "docs", "quick"} <= known.targets
    assert {"LK101", "HY722", "SC801"} <= known.codes
    assert "review_leakage" in known.read_only
    assert "run_training" not in known.read_only


@pytest.mark.slow
def test_a_chain_leaves_the_files_that_papers_may_name(tmp_path: Path) -> None:
    build(tmp_path)
    command = [
        sys.executable,
        "-m",
        "mlwright",
        "run",
        "data/churn.csv",
        "--target",
        "Churn",
        "--budget",
        "2",
        "--json",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    workspace = tmp_path / "output" / "churn"
    for folder in list(workspace.rglob("__pycache__")):
        shutil.rmtree(folder)
    left = {path.relative_to(workspace).as_posix() for path in workspace.rglob("*") if path.is_file()}

    assert done.returncode in (0, 1), done.stderr
    assert {name for name in left if not name.split("/")[-1].startswith(".")} == {*WORKSPACE, *tabular_copies()}
