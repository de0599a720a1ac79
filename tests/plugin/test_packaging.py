"""What is installed is a whole plugin: every manifest, and all that the manifests name."""

import json
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

import mlwright
from tests.plugin.checkout import AUTHORED, GENERATED, TOP, read

ASSETS = "mlwright/_assets/"
FOLDERS = ("skills", "commands", "agents")
LARGEST_PLUGIN = 5_000_000
"""Bytes; hosts copy the folder that they are given."""
CARRIED = {
    *FOLDERS,
    "templates",
    "assets",
    *AUTHORED,
    *(name.partition("/")[0] for name in GENERATED),
    "LICENSE",
    "README.md",
}


def missing(names: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """What is wanted and not among the names, neither as a file nor as a folder."""
    held = set(names)
    return [path for path in wanted if path not in held and not any(name.startswith(f"{path}/") for name in held)]


def paths(value: object) -> list[str]:
    """Paths named anywhere in a manifest."""
    if isinstance(value, str):
        return [value.removeprefix("./").rstrip("/")] if value.startswith("./") and value != "./" else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [path for item in inner for path in paths(item)]


def wanted() -> list[str]:
    """Manifests, what they name, and the files of the folders that hosts search by themselves."""
    named = [path for name in (*GENERATED, *AUTHORED) for path in paths(read(name))]
    found = [path.relative_to(TOP).as_posix() for folder in FOLDERS for path in (TOP / folder).rglob("*.md")]
    return [*GENERATED, *AUTHORED, *named, *found]


def test_the_wheel_is_told_to_carry_the_whole_plugin() -> None:
    targets = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    carried = targets["wheel"]["force-include"]
    inside = [path for path in wanted() if not any(path == name or path.startswith(f"{name}/") for name in carried)]

    assert {name: f"{ASSETS}{name}" for name in carried} == carried
    assert inside == []
    assert [name for name in carried if not (TOP / name).exists()] == []


def test_a_path_that_is_not_carried_is_noticed() -> None:
    assert missing(["skills/a/SKILL.md"], ["assets/icon.png", "skills", "skill"]) == ["assets/icon.png", "skill"]
    assert paths({"icon": "./a/b", "source": "./", "deep": [{"file": "./c.json", "name": "d"}]}) == ["a/b", "c.json"]


@pytest.mark.slow
def test_wheel_and_source_archive_hold_the_plugin_and_its_version(tmp_path: Path) -> None:
    build = f"from hatchling import build; build.build_sdist({str(tmp_path)!r}); build.build_wheel({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=TOP, check=True, capture_output=True)
    wheel, source = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    held = zipfile.ZipFile(next(wheel)).namelist()
    with tarfile.open(next(source)) as archive:
        packed = [name.partition("/")[2] for name in archive.getnames()]

    assert missing(held, [ASSETS + path for path in wanted()]) == []
    assert missing(packed, wanted()) == []
    assert missing(packed, [".pre-commit-hooks.yaml", ".skillsaw.yaml", ".ci/run"]) == []
    assert {name.removeprefix(ASSETS).partition("/")[0] for name in held if name.startswith(ASSETS)} <= CARRIED
    assert f"mlwright-{mlwright.__version__}.dist-info/METADATA" in held
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as archive_of_wheel:
        plugin = [info.file_size for info in archive_of_wheel.infolist() if info.filename.startswith(ASSETS)]
        assert 0 < sum(plugin) < LARGEST_PLUGIN
        assert read("plugin.json") == json.loads(archive_of_wheel.read(f"{ASSETS}plugin.json"))
