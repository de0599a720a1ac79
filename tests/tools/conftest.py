"""A root with a table in it, and steps that only record their calls."""

from pathlib import Path

import pytest

from mlwright.tools import calls
from tests.tools.calling import Steps


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with a table in it, and next to it what no tool may touch."""
    inside = tmp_path / "root"
    inside.mkdir()
    (inside / "table.csv").write_text("a,b\n1,2\n")
    (tmp_path / "root-twin").mkdir()
    (tmp_path / "root-twin" / "secret.csv").write_text("secret,b\n1,2\n")
    return inside


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    fake = Steps()
    monkeypatch.setattr(calls, "steps", lambda: fake)
    return fake
