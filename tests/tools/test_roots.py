"""Where tools may read and write: inside the roots, whatever a path, a link or a paper says."""

import os
from pathlib import Path
from types import SimpleNamespace

import anyio
import pytest
from mcp import Client
from mcp_types import CallToolResult

from mlwright.errors import OutsideError, WorkspaceError
from mlwright.server import create_server
from mlwright.tools import Roots
from mlwright.workspace import Workspace
from tests.tools.calling import Steps, call, text_of


@pytest.mark.parametrize(
    "data",
    [
        "../root-twin/secret.csv",
        "sub/../../root-twin/secret.csv",
        "{twin}/secret.csv",
        "/etc/passwd",
        "/dev/zero",
        "/proc/self/environ",
        "~/secret.csv",
        "~nobody-of-this-name/x",
        "link.csv",
        "link-folder/secret.csv",
        "loop",
        "a\0b",
        "/no/such/file/anywhere",
    ],
)
def test_a_path_outside_the_roots_is_refused_without_a_look(
    root: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    twin = root.parent / "root-twin"
    monkeypatch.setenv("HOME", str(twin))
    (root / "link.csv").symlink_to(twin / "secret.csv")
    (root / "link-folder").symlink_to(twin)
    (root / "loop").symlink_to(root / "loop")

    result = call(root, "profile_data", {"data": data.format(twin=twin)})

    assert result.is_error
    assert "outside the workspace roots" in text_of(result)
    assert steps.asked == []
    assert sorted(path.name for path in twin.iterdir()) == ["secret.csv"]


@pytest.mark.parametrize("tool", ["write_feature_spec", "check_gates", "workspace_status", "run_training"])
def test_no_tool_opens_a_workspace_outside_the_roots(root: Path, steps: Steps, tool: str) -> None:
    Workspace.create(root / "table.csv", out=root.parent / "elsewhere")

    result = call(root, tool, {"workspace": "../elsewhere"})

    assert result.is_error
    assert "outside the workspace roots" in text_of(result)


def test_a_workspace_above_the_root_is_not_found_from_inside(root: Path, steps: Steps) -> None:
    Workspace.create(root / "table.csv", out=root.parent / "above")
    inner = root.parent / "above" / "inner"
    inner.mkdir()

    result = call(inner, "workspace_status", {"workspace": "."})

    assert "no workspace" in text_of(result)
    assert steps.asked == []


def test_output_cannot_leave_through_out_or_a_link(root: Path, steps: Steps) -> None:
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()

    by_option = call(root, "profile_data", {"data": "table.csv", "out": str(elsewhere)})
    (root / "output").symlink_to(elsewhere)
    by_link = call(root, "profile_data", {"data": "table.csv"})

    assert "outside the workspace roots" in text_of(by_option)
    assert "outside the workspace roots" in text_of(by_link)
    assert list(elsewhere.iterdir()) == []


def test_a_handoff_that_names_a_table_outside_is_not_followed(root: Path, steps: Steps) -> None:
    secret = root.parent / "root-twin" / "secret.csv"
    Workspace.create(secret, out=root / "work")

    result = call(root, "write_feature_spec", {"workspace": "work", "overwrite": True})

    assert "outside the workspace roots" in text_of(result)
    assert steps.asked == []


def test_a_config_that_names_a_table_outside_is_not_followed(root: Path, steps: Steps) -> None:
    workspace = Workspace.create(root / "table.csv", out=root / "work")
    workspace.write_text("ml/experiment-config.yaml", "edited by hand")
    secret = str(root.parent / "root-twin" / "secret.csv")
    steps.read_config = lambda text: SimpleNamespace(data=SimpleNamespace(path=secret))

    result = call(root, "check_gates", {"workspace": "work"})

    assert "outside the workspace roots" in text_of(result)
    assert steps.asked == []


@pytest.mark.parametrize("name", ["missing.csv", "pipe", "file:///etc/passwd", "*.csv", "%2e%2e/x"])
def test_what_is_no_regular_file_is_refused_before_it_is_opened(root: Path, steps: Steps, name: str) -> None:
    os.mkfifo(root / "pipe")

    result = call(root, "profile_data", {"data": name})

    assert result.is_error
    assert any(text in text_of(result) for text in ("regular file", "no file", "not read over this server"))
    assert steps.asked == []


def test_a_workspace_inside_a_second_root_can_be_used(root: Path, steps: Steps) -> None:
    second = root.parent / "second"
    second.mkdir()
    Workspace.create(root / "table.csv", out=second / "work")

    async def main() -> CallToolResult:
        async with Client(create_server([root, second])) as client:
            return await client.call_tool("workspace_status", {"workspace": str(second / "work" / "data")})

    assert not anyio.run(main).is_error
    assert steps.asked == [("status", {"where": second / "work"})]


def test_roots_must_be_folders(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no folder was given"):
        Roots([])
    with pytest.raises(WorkspaceError, match="is not a folder"):
        Roots([tmp_path / "missing"])
    with pytest.raises(OutsideError):
        Roots([tmp_path]).inside("..")


@pytest.mark.parametrize("tool", ["profile_data", "workspace_status", "review_leakage"])
def test_a_name_that_no_file_can_have_is_said(root: Path, steps: Steps, tool: str) -> None:
    long = "a" * 300
    arguments = {"profile_data": {"data": long}, "review_leakage": {"paths": [long]}}.get(tool, {"workspace": long})

    result = call(root, tool, arguments)

    assert result.is_error
    assert "too long for a path" in text_of(result)


def test_settings_that_are_a_link_outside_are_not_read(root: Path) -> None:
    secret = root.parent / "root-twin" / "secret.toml"
    secret.write_text('[tool.mlwright.review]\ncanary-of-this-test = "x"\n')
    (root / "sub").mkdir()
    (root / "sub" / "a.py").write_text("x = 1\n")

    plain = call(root, "review_leakage", {"paths": ["sub"]})
    (root / "pyproject.toml").symlink_to(secret)
    linked = call(root, "review_leakage", {"paths": ["sub"]})

    assert not plain.is_error
    assert "outside the workspace roots" in text_of(linked)
    assert "canary" not in text_of(linked)


def test_a_folder_of_parts_is_data_and_one_outside_the_roots_is_not(root: Path, steps: Steps) -> None:
    (root / "parts").mkdir()

    inside = call(root, "profile_data", {"data": "parts"})
    outside = call(root, "profile_data", {"data": ".."})

    assert not inside.is_error
    assert "outside the workspace roots" in text_of(outside)


def test_the_password_of_a_database_server_comes_back_in_no_answer(root: Path, steps: Steps) -> None:
    result = call(root, "profile_data", {"data": "postgresql://user:hunter2@host/shop?table=sales"})

    assert result.is_error
    assert "hunter2" not in str(result)
    assert steps.asked == []
