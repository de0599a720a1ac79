"""The version is written in one place; all others agree with it, and a changed one is found."""

import shutil
import tomllib
from pathlib import Path

import pytest

import mlwright
from mlwright import tabular
from tests.plugin.checkout import GENERATED, TOP, VERSION, copy_to, generate, read

BEARERS = ("plugin.json", *(name for name in GENERATED if "marketplace" not in name))


def disagreements(top: Path, version: str) -> list[str]:
    """The papers that bear another version; the project bears none of its own."""
    project = tomllib.loads((top / "pyproject.toml").read_text(encoding="utf-8"))
    found = [name for name in BEARERS if read(name, top)["version"] != version]
    if "version" in project["project"] or project["tool"]["hatch"].get("version") != {"path": VERSION}:
        found.append("pyproject.toml")
    if f"\n## {version}" not in (top / "CHANGELOG.md").read_text(encoding="utf-8"):
        found.append("CHANGELOG.md")
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copyfile(TOP / name, tmp_path / name)
    return copy_to(tmp_path)


def test_the_package_takes_its_version_from_what_is_copied_beside_scripts() -> None:
    assert tabular.__version__ == mlwright.__version__
    assert f'\n__version__ = "{mlwright.__version__}"\n' in (TOP / VERSION).read_text(encoding="utf-8")
    assert "__version__ =" not in (TOP / "server/mlwright/__init__.py").read_text(encoding="utf-8")


def test_all_papers_bear_the_same_version() -> None:
    assert disagreements(TOP, mlwright.__version__) == []


@pytest.mark.parametrize("name", BEARERS)
def test_a_changed_version_is_found(name: str, copy: Path) -> None:
    text = (copy / name).read_text(encoding="utf-8")
    (copy / name).write_text(text.replace(mlwright.__version__, "7.7.7"), encoding="utf-8")

    assert [name] == disagreements(copy, mlwright.__version__)
    assert f"{name} is not fresh" in generate(copy, "--check").stdout


def test_a_version_written_into_the_project_is_found(copy: Path) -> None:
    text = (copy / "pyproject.toml").read_text(encoding="utf-8")
    (copy / "pyproject.toml").write_text(text.replace("[project]", '[project]\nversion = "7.7.7"', 1), encoding="utf-8")

    assert disagreements(copy, mlwright.__version__) == ["pyproject.toml"]


def test_a_new_version_needs_one_edit_and_one_command(copy: Path) -> None:
    text = (copy / VERSION).read_text(encoding="utf-8")
    (copy / VERSION).write_text(text.replace(mlwright.__version__, "7.7.7"), encoding="utf-8")
    done = generate(copy)

    assert done.returncode == 0, done.stderr
    # what changed for users is for a person to write
    assert disagreements(copy, "7.7.7") == ["CHANGELOG.md"]
