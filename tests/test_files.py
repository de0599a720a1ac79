"""Files of folders that somebody else prepared: nothing is waited for, nothing outside is emptied or lengthened."""

import os
from pathlib import Path

import pytest

from mlwright.errors import LONGEST_QUOTE, WorkspaceError, quoted
from mlwright.files import NotRegularError, TooLargeError, append_line, open_own, read_regular

pytestmark = pytest.mark.timeout(20)


def test_an_ordinary_file_is_read_and_lengthened(tmp_path: Path) -> None:
    append_line(tmp_path / "x", "one")
    append_line(tmp_path / "x", "zwei ü")

    assert read_regular(tmp_path / "x", 100).decode() == "one\nzwei ü\n"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(NotRegularError):
        read_regular(tmp_path / "pipe", 100)
    with pytest.raises(WorkspaceError, match="not a regular file"):
        append_line(tmp_path / "pipe", "x")
    with pytest.raises(WorkspaceError, match="not a regular file"):
        open_own(tmp_path / "pipe", os.O_RDWR)


@pytest.mark.parametrize("path", [Path("/dev/zero"), Path("/")], ids=str)
def test_devices_and_folders_are_no_files(path: Path) -> None:
    with pytest.raises(NotRegularError):
        read_regular(path, 100)


def test_more_than_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * 101)

    with pytest.raises(TooLargeError, match="more than 100 bytes"):
        read_regular(tmp_path / "x", 100)
    assert len(read_regular(tmp_path / "x", 101)) == 101


@pytest.mark.parametrize("there", [True, False], ids=["target", "dangling"])
def test_our_own_files_are_never_behind_a_link(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "target"
    if there:
        target.write_text("precious")
    (tmp_path / "link").symlink_to(target)

    for write in (lambda path: append_line(path, "x"), lambda path: open_own(path, os.O_RDWR)):
        with pytest.raises(WorkspaceError, match="is a link") as caught:
            write(tmp_path / "link")

    assert "remove it" in caught.value.hint
    assert (target.read_text() if there else target.exists()) == ("precious" if there else False)


def _bomb() -> list[object]:
    value: list[object] = ["x"] * 9
    for _ in range(30):
        value = [value] * 9
    return value


def test_values_that_hold_themselves_many_times_are_quoted_at_once() -> None:
    for value in (_bomb(), {"a": _bomb()}, (_bomb(),), 16**9999, [16**9999], "x" * 50_000_000):
        assert len(quoted(value)) <= LONGEST_QUOTE


def test_small_values_are_quoted_whole() -> None:
    assert [quoted(value) for value in ("a\n", 5, ["a", 1], {"b": [2]}, Path("/x"))] == [
        "'a\\n'",
        "'5'",
        "\"['a', 1]\"",
        "\"{'b': [2]}\"",
        "'/x'",
    ]
