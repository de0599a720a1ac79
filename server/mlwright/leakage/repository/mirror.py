"""A private git directory that borrows a repository's objects, so that git never reads the repository's settings.

Whatever a config, hook or include could start is not there to be found; refs, index and list of shallow
commits are copied as data, and what we store (files of the work tree) goes into the private part. So it does not
matter either who owns the repository: git's own check of the owner guards against settings that are run.
"""

import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlwright.errors import RepositoryError, quoted
from mlwright.leakage.repository.command import environment, executable, failed, run
from mlwright.leakage.repository.location import LARGEST_LIST, Location, record, settings
from mlwright.leakage.repository.refs import copy_refs

LARGEST_INDEX = 500_000_000
SETTINGS = """[core]
\trepositoryformatversion = 1
\tbare = false
\tfsmonitor = false
\tuntrackedCache = false
\tcommitGraph = false
\thooksPath = {nowhere}
\tattributesFile = {nowhere}
\tpager = cat
[protocol]
\tallow = never
[gc]
\tauto = 0
"""
ABOUT_THE_DISK = ("filemode", "ignorecase", "symlinks", "precomposeunicode")


class Mirror:
    """The private git directory and the one way to run git on it."""

    def __init__(self, place: Location, folder: Path) -> None:
        self.root = place.root
        self.folder = folder
        own = settings(place.common / "config")
        self.algorithm = own.get("extensions.objectformat", "sha1").lower()
        self.partial = any((place.common / "objects" / "pack").glob("*.promisor"))
        self.foreign_tree = _foreign_tree(place, own)
        if self.algorithm not in ("sha1", "sha256"):
            raise RepositoryError(
                f"The repository names its objects by {quoted(self.algorithm)}.", "Known are sha1 and sha256."
            )
        self._program = executable(place.root)
        self._environment = environment(place.root, folder, folder / "index")
        _write_settings(folder, own, self.algorithm)
        _borrow_objects(place, folder)
        self.refs = copy_refs(place, folder)
        self.shallow = _copy(place.common / "shallow", folder / "shallow", LARGEST_LIST)
        _copy(place.common / "info" / "exclude", folder / "info" / "exclude", LARGEST_LIST)

    @property
    def empty_tree(self) -> str:
        """Name of the tree without entries, which every git knows."""
        return self.name("tree", b"")

    def git(self, *arguments: str, stdin: bytes = b"", codes: tuple[int, ...] = (0,), on_disk: bool = False) -> bytes:
        """Run a git command; only with `on_disk` does it get to see the work tree."""
        variables = self._environment | ({"GIT_WORK_TREE": str(self.root)} if on_disk else {})
        answer = run([self._program, *arguments], variables, self.root if on_disk else self.folder, stdin)
        if answer.code not in codes:
            raise failed(arguments[0], answer)
        return answer.out

    def name(self, kind: str, data: bytes) -> str:
        """The name git gives to an object."""
        return hashlib.new(self.algorithm, f"{kind} {len(data)}\0".encode() + data, usedforsecurity=False).hexdigest()

    def store(self, kind: str, data: bytes) -> str:
        """Keep an object in the private part; the repository itself is never written."""
        name = self.name(kind, data)
        path = self.folder / "objects" / name[:2] / name[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(f"{kind} {len(data)}\0".encode() + data, 1))
        return name


@contextmanager
def mirrored(place: Location, *, index: bool = False) -> Iterator[Mirror]:
    """A Mirror of the repository for the time of a `with` block, on demand with a copy of its index."""
    with tempfile.TemporaryDirectory(prefix="mlwright-git-") as folder:
        mirror = Mirror(place, Path(folder))
        if index:
            _copy_index(place.gitdir, mirror.folder)
        yield mirror


def _write_settings(folder: Path, own: dict[str, str], algorithm: str) -> None:
    text = SETTINGS.format(nowhere="NUL" if os.name == "nt" else os.devnull)
    disk = [f"\t{key} = {own[f'core.{key}']}" for key in ABOUT_THE_DISK if own.get(f"core.{key}") in ("true", "false")]
    text += "[core]\n" + "\n".join(disk) + "\n[extensions]\n"
    if algorithm != "sha1":
        text += f"\tobjectFormat = {algorithm}\n"
    if own.get("extensions.refstorage") == "reftable":
        text += "\trefStorage = reftable\n"
    (folder / "config").write_text(text)


def _borrow_objects(place: Location, folder: Path) -> None:
    objects = place.common / "objects"
    if not objects.is_dir():
        raise RepositoryError(f"{quoted(objects)} is missing.", "The repository is broken; clone it afresh.")
    if links := _links(objects):
        raise RepositoryError(
            f"{quoted(links[0])} is a symbolic link, so the objects may be another repository's.",
            "Review from a normal clone.",
        )
    if (record(objects / "info" / "alternates", LARGEST_LIST) or b"").strip():
        raise RepositoryError(
            "The repository borrows objects from another one (.git/objects/info/alternates), which is not followed.",
            "Make the clone stand alone: `git repack -a -d`, then remove that file.",
        )
    (folder / "objects" / "info").mkdir(parents=True)
    quotable = os.fsencode(objects).replace(b"\\", b"/" if os.name == "nt" else b"\\\\").replace(b'"', b'\\"')
    (folder / "objects" / "info" / "alternates").write_bytes(b'"' + quotable.replace(b"\n", b"\\n") + b'"\n')


def _links(objects: Path) -> list[Path]:
    try:
        inner = [path for folder in (objects, objects / "pack") if folder.is_dir() for path in folder.iterdir()]
    except OSError as fault:
        raise RepositoryError(
            f"{quoted(objects)} cannot be read ({fault.strerror}).", "Ask the owner of the repository for read access."
        ) from None
    return [path for path in (objects, *inner) if path.is_symlink()]


def _copy_index(gitdir: Path, folder: Path) -> None:
    index = gitdir / "index"
    if not _copy(index, folder / "index", LARGEST_INDEX):
        return
    # git trusts an entry's time stamps only where the index is younger than they are: the copy keeps its age.
    age = index.stat()
    os.utime(folder / "index", ns=(age.st_atime_ns, age.st_mtime_ns))
    for part in gitdir.glob("sharedindex.*"):
        _copy(part, folder / part.name, LARGEST_INDEX)


def _copy(source: Path, target: Path, largest: int) -> bool:
    data = record(source, largest)
    if not data:
        return False
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    return True


def _foreign_tree(place: Location, own: dict[str, str]) -> str | None:
    tree = own.get("core.worktree")
    if tree is None or os.path.realpath(place.gitdir / tree) == str(place.root):
        return None
    return tree
