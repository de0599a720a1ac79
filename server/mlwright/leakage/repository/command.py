"""Running git so that neither a repository nor the caller's environment can steer it."""

import os
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

from mlwright.errors import GitMissingError, RepositoryError, quoted

TIMEOUT = 60.0
LARGEST_OUTPUT = 400_000_000
KEPT = ("HOME", "XDG_CONFIG_HOME", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
FIXED = {
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "GIT_PAGER": "cat",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
}


class Answer(NamedTuple):
    """What a git command left behind."""

    code: int
    out: bytes
    err: bytes


def executable(root: Path) -> str:
    """The git on PATH, by its full path; never one that lies in the folder under review or the current one."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in search_path(root):
        candidate = Path(folder) / name
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return str(candidate)
    raise GitMissingError(
        "git was not found on PATH, and reviewing a change needs it.",
        "Install git 2.35 or later, or name the files to review instead of a change.",
    )


def search_path(root: Path) -> list[str]:
    """The folders of PATH that a program may come from: absolute ones outside the folder under review."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return [folder for folder in folders if Path(folder).is_absolute() and not _inside(folder, root)]


def environment(root: Path, gitdir: Path, index: Path) -> dict[str, str]:
    """All variables that git gets to see; the caller's GIT_* variables are not among them."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    paths = {"PATH": os.pathsep.join(search_path(root)), "GIT_DIR": str(gitdir), "GIT_INDEX_FILE": str(index)}
    return kept | FIXED | paths


def run(argv: list[str], variables: dict[str, str], folder: Path, stdin: bytes = b"") -> Answer:
    """Run git in bounded time and with bounded output, without a shell and without a terminal."""
    # Files on two of the three ends: with only one pipe left, no pair of full pipes can wait for each other.
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as complaints:
        source.write(stdin)
        source.seek(0)
        with subprocess.Popen(
            argv, stdin=source, stdout=subprocess.PIPE, stderr=complaints, cwd=folder, env=variables
        ) as process:
            out, late = _output(process)
        complaints.seek(0)
        err = complaints.read(4096)
    name = argv[1] if len(argv) > 1 else "git"
    if late:
        raise RepositoryError(
            f"git {name} did not finish within {TIMEOUT:.0f} s.", "Review a smaller range, or name the files to review."
        )
    if len(out) > LARGEST_OUTPUT:
        raise RepositoryError(
            f"git {name} wrote more than {LARGEST_OUTPUT // 1_000_000} MB.",
            "Review a smaller range, or name the files to review.",
        )
    return Answer(process.returncode, out, err)


def failed(name: str, answer: Answer) -> RepositoryError:
    """The error for a git command that ended badly, with git's own words quoted."""
    said = answer.err.decode("utf-8", "replace").strip() or "nothing"
    return RepositoryError(
        f"git {name} failed with status {answer.code}; it said {quoted(said, 400)}.",
        "Check the repository with `git fsck`; a partial or shallow clone may lack what the change needs.",
    )


def _output(process: "subprocess.Popen[bytes]") -> tuple[bytes, bool]:
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(TIMEOUT, stop)
    timer.daemon = True
    timer.start()
    try:
        assert process.stdout is not None
        out = process.stdout.read(LARGEST_OUTPUT + 1)
        if len(out) > LARGEST_OUTPUT:
            process.kill()
        process.wait()
    finally:
        timer.cancel()
    return out, late.is_set()


def _inside(folder: str, root: Path) -> bool:
    real = os.path.realpath(folder)
    return Path(real) == root or root in Path(real).parents
