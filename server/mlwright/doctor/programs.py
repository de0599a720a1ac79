"""The programs that mlwright or a host calls by name."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mlwright.doctor.item import Item
from mlwright.errors import quoted

GROUP = "Programs"
PATIENCE = 10.0
"""Seconds that a program may take to say its version."""
NUMBER = re.compile(r"\d+(?:\.\d+)+")


class Program(NamedTuple):
    """A program that somebody may want, and what is lost without it."""

    name: str
    words: tuple[str, ...]
    costs: str
    fix: str


WANTED = (
    Program(
        "git",
        ("git", "--version"),
        "reviews of a change (`mlwright review --diff`, `--staged`, `--worktree`); whole files are reviewed without it",
        "install git 2.35 or later from your system's packages",
    ),
    Program(
        "git lfs",
        ("git-lfs", "version"),
        "a table kept in Git LFS stays a pointer of three lines: there is nothing in it to profile",
        "install git-lfs from your system's packages, then: git lfs install && git lfs pull",
    ),
    Program(
        "docker",
        ("docker", "--version"),
        "nothing in mlwright; only images that you build around a model yourself",
        "install Docker from your system's packages",
    ),
    Program(
        "npx",
        ("npx",),
        "the hosts below that come through npm cannot be installed, nor the MCP Inspector run",
        "install Node.js 22 or later from your system's packages",
    ),
    Program(
        "uvx",
        ("uvx", "--version"),
        "hosts that start the server by uvx; those that call `mlwright serve` need none",
        shlex.join([sys.executable, "-m", "pip", "install", "uv"]),
    ),
)


def examine_programs() -> Iterator[Item]:
    """The command itself as hosts find it, then what it or they may call."""
    yield _command()
    yield from (_program(wanted) for wanted in WANTED)


def located(name: str) -> str | None:
    """A program on PATH; never one that merely lies in the current folder."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return shutil.which(name, path=os.pathsep.join(folder for folder in folders if Path(folder).is_absolute()))


def said_version(program: str, *words: str) -> str:
    """The number in what a program says of itself; empty when it says none in time."""
    with suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run(
            [program, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        ).stdout
        number = NUMBER.search(said.decode("utf-8", "replace"))
        return number[0] if number else ""
    return ""


def scripts() -> list[Path]:
    """The folders in which this Python puts commands: its own, and the user's."""
    user = sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user"))
    return [Path(sysconfig.get_path("scripts")), Path(user)]


def _program(wanted: Program) -> Item:
    name, *words = wanted.words
    place = located(name)
    if place is None:
        return Item(GROUP, wanted.name, "missing", False, False, wanted.costs, (wanted.fix,))
    return Item(GROUP, wanted.name, (said_version(place, *words) if words else "") or "found", True)


def _command() -> Item:
    """Whether `mlwright`, which every manifest names, is on PATH, and this one."""
    own = next((folder for folder in scripts() if located_in(folder)), scripts()[0])
    fix = (f'$env:Path = "{own};$env:Path"' if os.name == "nt" else f'export PATH={shlex.quote(str(own))}:"$PATH"',)
    place = located("mlwright")
    if place is None:
        costs = "hosts start the server as `mlwright serve` and will not find it"
        return Item(GROUP, "mlwright on PATH", "missing", False, False, costs, fix)
    # pipx and uv put a link on PATH; the file that it leads to lies with the Python it runs in
    if any(Path(place).resolve().parent == folder.resolve() for folder in scripts()):
        return Item(GROUP, "mlwright on PATH", "this one", True)
    costs = f"hosts start {quoted(place)}, which belongs to another Python than the one that runs now"
    return Item(GROUP, "mlwright on PATH", "another one", False, False, costs, fix)


def located_in(folder: Path) -> bool:
    """Whether the command lies in a folder."""
    return shutil.which("mlwright", path=str(folder)) is not None
