"""Without a root the server works where the user does, also where the host starts it beside the plugin."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlwright.errors import InputError
from mlwright.server.launched import working_folder

CODE = "from mlwright.server.launched import working_folder; print(working_folder())"


def started_by_a_host(launched_in: Path, server_in: Path, **variables: str) -> Path:
    """What the server finds when a host that works in one folder starts it in another."""
    host = (
        "import os, subprocess, sys;"
        f"subprocess.run([sys.executable, '-c', {CODE!r}], cwd={str(server_in)!r}, check=True,"
        f" env=os.environ | {variables!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", host], cwd=launched_in, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    return Path(done.stdout.strip())


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    project, plugin = tmp_path / "project", tmp_path / "plugin"
    project.mkdir()
    plugin.mkdir()
    return project, plugin


def test_a_current_folder_that_is_no_more_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    with pytest.raises(InputError, match="is no more"):
        working_folder({})


def test_it_is_the_current_folder(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folders[0])

    assert working_folder({}) == folders[0]
    assert working_folder({"PLUGIN_ROOT": str(folders[1])}) == folders[0]


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="this system has no /proc; lsof is asked instead")
@pytest.mark.parametrize("name", ["PLUGIN_ROOT", "COPILOT_PLUGIN_ROOT", "CLAUDE_PLUGIN_ROOT"])
def test_beside_the_plugin_it_is_the_folder_of_the_host(folders: tuple[Path, Path], name: str) -> None:
    project, plugin = folders

    assert started_by_a_host(project, plugin, **{name: str(plugin)}) == project


def test_without_a_word_about_a_plugin_the_host_is_not_asked(folders: tuple[Path, Path]) -> None:
    project, plugin = folders

    assert started_by_a_host(project, plugin) == plugin


def test_a_host_that_itself_works_in_the_plugin_gives_no_better_answer(folders: tuple[Path, Path]) -> None:
    _, plugin = folders
    (plugin / "skills").mkdir()

    assert started_by_a_host(plugin / "skills", plugin, PLUGIN_ROOT=str(plugin)) == plugin
