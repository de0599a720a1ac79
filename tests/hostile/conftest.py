"""Worlds, and the table of what was tried (`pytest -s` shows it)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlwright import steps
from tests.hostile.judging import TRIED
from tests.hostile.judging import table as tally
from tests.hostile.world import World, people


@pytest.fixture(scope="session", autouse=True)
def _tally() -> Iterator[None]:
    TRIED.clear()
    yield
    print(f"\n\nHostile inputs through the MCP client\n\n{tally()}")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world of one test's own; nothing planted in it has run."""
    made = World(tmp_path / "w")
    monkeypatch.setenv("HOME", str(made.home))
    return made


@pytest.fixture
def shared(_module_world: World) -> Iterator[World]:
    """The module's world; what a test adds to the served folder is removed."""
    tops = (_module_world.root, _module_world.root / "output")
    known = {path for top in tops for path in top.iterdir()}
    yield _module_world
    for path in [path for top in tops for path in top.iterdir() if path not in known]:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


@pytest.fixture(scope="module")
def _module_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world with the workspaces `output/people` and `output/bare`, which have a profile."""
    made = World(tmp_path_factory.mktemp("hostile"))
    for name in ("people", "bare"):
        steps.profile(made.root / "people.csv", target="left", goal="who leaves", out=made.root / "output" / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(made.home))
        yield made


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with everything before the training, and the table beside it; tests copy its papers."""
    base = tmp_path_factory.mktemp("finished")
    table = base / "people.csv"
    table.write_text(people())
    out = base / "papers"
    steps.profile(table, target="left", goal="who leaves", out=out)
    steps.spec(out)
    steps.script(out)
    steps.config(out, budget=1)
    return out
