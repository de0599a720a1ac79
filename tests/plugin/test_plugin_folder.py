"""The plugin as a small folder: all that hosts read, and nothing else of a checkout."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mlwright import __version__
from mlwright.cli import cli
from mlwright.doctor import hosts
from mlwright.errors import ConflictError
from mlwright.hosts import BY_KEY
from mlwright.skills import plugin_folder
from mlwright.skills.plugin_folder import FILES, FOLDERS, plugin_files, plugin_lines, version_in, write_plugin
from tests.plugin.checkout import AUTHORED, GENERATED, TOP, generate, read
from tests.plugin.test_manifests import complaints
from tests.plugin.test_packaging import missing, wanted

LARGEST = 5_000_000


def called(*words: str) -> Result:
    return CliRunner().invoke(cli, ["plugin", *words], standalone_mode=False)


def held(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_folder_is_small_and_whole_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "plugin"
    answer = json.loads(called("--out", str(out), "--json").output)

    assert held(out) == answer["files"]
    assert missing(held(out), wanted()) == []
    assert sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) < LARGEST
    assert {path.name for path in out.iterdir()} == {*FOLDERS, *FILES}
    assert version_in(out) == __version__


def test_the_folder_loads_as_the_checkout_does(tmp_path: Path) -> None:
    out = tmp_path / "plugin"
    write_plugin(out)

    assert [complaints(kind, read(f"{kind}.json", out)) for kind in ("plugin", "mcp")] == [[], []]
    assert [read(name, out) for name in (*GENERATED, *AUTHORED)] == [read(name) for name in (*GENERATED, *AUTHORED)]
    for name in ("docs/manifests.py", "server/mlwright/tabular/__init__.py"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TOP / name, out / name)
    assert generate(out, "--check").returncode == 0
    shutil.rmtree(out / "skills")
    assert generate(out, "--check").returncode == 1


def test_what_lies_in_a_checkout_beside_the_plugin_stays_there(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    write_plugin(checkout)
    for name in ("output/churn/model.skops", ".venv/bin/python", ".git/HEAD", "skills/__pycache__/x.pyc"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("private")

    assert set(plugin_files()) == set(plugin_files(checkout))


def test_a_folder_of_ours_is_written_anew_and_one_of_others_is_left_alone(tmp_path: Path) -> None:
    write_plugin(tmp_path / "plugin")
    (tmp_path / "plugin" / "skills" / "gone.md").write_text("of an older version")
    write_plugin(tmp_path / "plugin")

    assert "skills/gone.md" not in held(tmp_path / "plugin")
    (tmp_path / "plugin" / "mine.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    for name in ("plugin", "link"):
        assert isinstance(called("--out", str(tmp_path / name)).exception, ConflictError)
    assert (tmp_path / "plugin" / "mine.txt").read_text() == "mine"
    assert called("--out", str(tmp_path / "empty")).return_value == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "link", "plugin"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def test_an_editable_install_is_told_to_make_the_copy_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin_folder, "asset_root", lambda: TOP)
    before, lines = hosts.examine_plugin(), plugin_lines(BY_KEY["codex"])
    write_plugin(home / "mlwright-plugin")
    after = hosts.examine_plugin()

    assert (before.ok, before.required) == (False, False)
    assert "editable install" in before.found
    assert before.fix == (lines[0],) == (f"mlwright plugin --out {home / 'mlwright-plugin'}",)
    assert (after.ok, after.found) == (True, str(home / "mlwright-plugin"))
    assert plugin_lines(BY_KEY["codex"]) == lines[1:]
    assert lines[1:] == [
        f"codex plugin marketplace add {home / 'mlwright-plugin'}",
        "codex plugin add mlwright@mlwright",
    ]


def test_an_installed_package_needs_no_copy(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = home / "site-packages" / "mlwright" / "_assets"
    write_plugin(inside)
    monkeypatch.setattr(plugin_folder, "asset_root", lambda: inside)

    assert (hosts.examine_plugin().ok, hosts.examine_plugin().found) == (True, str(inside))
    assert plugin_lines(BY_KEY["codex"])[0] == f"codex plugin marketplace add {inside}"
