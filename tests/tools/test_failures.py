"""What a failed call says: enough to act on, and nothing of what went wrong inside."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mlwright.errors import PaperError, TargetError
from tests.tools.calling import ERAS, Steps, call, text_of


@pytest.mark.parametrize("mode", ERAS)
def test_a_failure_that_was_foreseen_comes_with_its_hint(root: Path, steps: Steps, mode: str) -> None:
    def fail(progress: Callable[..., None]) -> None:
        raise TargetError("which column? " + "x" * 5_000, "name it")

    steps.act = fail

    result = call(root, "profile_data", {"data": "table.csv"}, mode=mode)

    assert result.is_error
    assert "which column?" in text_of(result)
    assert len(text_of(result).encode()) < 2_000


def test_a_short_failure_keeps_its_hint(root: Path, steps: Steps) -> None:
    def fail(progress: Callable[..., None]) -> None:
        raise PaperError("no run yet", "`mlwright train` makes one")

    steps.act = fail

    assert text_of(call(root, "profile_data", {"data": "table.csv"})).endswith(
        "no run yet\nHint: `run_training` makes one"
    )


@pytest.mark.parametrize("mode", ERAS)
def test_a_crash_tells_nothing_but_its_kind(root: Path, steps: Steps, mode: str) -> None:
    def crash(progress: Callable[..., None]) -> None:
        raise ValueError("password in /home/ada/.netrc")

    steps.act = crash

    result = call(root, "profile_data", {"data": "table.csv"}, mode=mode)

    assert result.is_error
    assert "unexpected ValueError" in text_of(result)
    assert "password" not in text_of(result)
    assert "/home" not in text_of(result)


@pytest.mark.parametrize(("number", "said"), [(errno.ENOSPC, "No space left"), (errno.EACCES, "Permission denied")])
def test_what_the_file_system_refuses_is_said_without_the_path(
    root: Path, steps: Steps, number: int, said: str
) -> None:
    def refuse(progress: Callable[..., None]) -> None:
        raise OSError(number, os.strerror(number), "/home/ada/secret.csv")

    steps.act = refuse

    result = call(root, "profile_data", {"data": "table.csv"})

    assert result.is_error
    assert said in text_of(result)
    assert "secret" not in text_of(result)
