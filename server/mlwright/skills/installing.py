"""Skills in a host's folder: copied whole, replaced whole, and removed without touching what others wrote."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import ConflictError, OutsideError, WorkspaceError, quoted
from mlwright.hosts import Host
from mlwright.skills.reading import Skill
from mlwright.skills.receipt import RECEIPT, look, receipt_for

NEW, OLD = ".mlwright-new-", ".mlwright-old-"


@dataclass(frozen=True)
class Change:
    """What happened, or would happen, to one skill in a host's folder."""

    skill: str
    folder: Path
    action: str
    """installed, replaced, unchanged, removed or kept."""
    files: tuple[str, ...] = ()
    """The files this concerns."""


def host_folder(host: Host, project: Path | None) -> Path:
    """Where a host's skills lie; OutsideError when a project's folder is a link that leads out of it."""
    folder = host.folder(project)
    if project is not None:
        if not project.is_dir():
            raise WorkspaceError(f"{quoted(project)} is no folder", "name the project's folder")
        if not folder.resolve().is_relative_to(project.resolve()):
            raise OutsideError(f"{quoted(folder)} leads out of {quoted(project)}", "replace the link by a folder")
    return folder


def install(skills: Sequence[Skill], home: Path, *, dry: bool = False, force: bool = False) -> list[Change]:
    """Copy bundles into a folder of skills; with `dry`, only say what would be done.

    Raises ConflictError, before anything is written, for folders that are not ours or were edited.
    """
    if dry:
        return _planned(skills, home, force)
    with _locked(home):
        _mended(home)
        changes = _planned(skills, home, force)
        for skill, change in zip(skills, changes, strict=True):
            if change.action != "unchanged":
                _replace(skill, home)
    return changes


def uninstall(names: Sequence[str], home: Path, *, dry: bool = False, base: Path | None = None) -> list[Change]:
    """Remove what `install` wrote; edited files and files of others stay and are named.

    Then the folder of skills, and those around it below `base`, where they are empty: hosts make them when needed.
    """
    if not home.is_dir():
        return []
    if dry:
        return [change for name in names if (change := _removal(name, home)) is not None]
    with _locked(home):
        _mended(home)
        changes = [change for name in names if (change := _removal(name, home)) is not None]
        for change in changes:
            _remove(change)
        if base is not None and any(change.action == "removed" for change in changes):
            _remove_empty(home, base)
    return changes


def _planned(skills: Sequence[Skill], home: Path, force: bool) -> list[Change]:
    changes, conflicts = [], []
    for skill in skills:
        place = home / skill.name
        there = look(place)
        files = (*skill.files, RECEIPT)
        if there is None:
            changes.append(Change(skill.name, place, "installed", files))
            continue
        if there.fault or there.changed:
            edited = f"mlwright wrote it, and it was edited since: {', '.join(there.changed[:5])}"
            conflicts.append(f"{quoted(place)}: {there.fault or edited}")
        same = not there.fault and (place / RECEIPT).read_bytes() == receipt_for(skill.files) and not there.changed
        changes.append(Change(skill.name, place, "unchanged" if same else "replaced", () if same else files))
    if conflicts and not force:
        raise ConflictError("; ".join(conflicts), "move them away, or replace them with --force")
    return changes


def _replace(skill: Skill, home: Path) -> None:
    """One bundle at once: readers see the old folder, for a moment none, or the new one, never a part."""
    new, old, place = home / f"{NEW}{skill.name}", home / f"{OLD}{skill.name}", home / skill.name
    with _told(place):
        for name, data in {**skill.files, RECEIPT: receipt_for(skill.files)}.items():
            target = new / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if place.exists() or place.is_symlink():
            place.rename(old)
        new.rename(place)
        _gone(old)


def _removal(name: str, home: Path) -> Change | None:
    place = home / name
    there = look(place)
    if there is None:
        return None
    if there.fault:
        return Change(name, place, "kept", (there.fault,))
    changed = tuple(file for file in there.changed if file in there.found)
    return Change(name, place, "kept" if changed else "removed", changed)


def _remove(change: Change) -> None:
    there = look(change.folder)
    if there is None or there.fault:
        return
    with _told(change.folder):
        for name, written in there.files.items():
            if there.found.get(name) == written:
                (change.folder / name).unlink()
        (change.folder / RECEIPT).unlink()
        for here, _, _ in os.walk(change.folder, topdown=False):
            with suppress(OSError):  # a folder that still holds something stays
                Path(here).rmdir()


def _remove_empty(home: Path, base: Path) -> None:
    with suppress(OSError):  # a folder that still holds something stays
        for folder in (home, *home.parents):
            if folder == base or not folder.is_relative_to(base):
                break
            folder.rmdir()


def _mended(home: Path) -> None:
    """What an installation that was stopped left behind: the old folder back in its place, halves away."""
    with _told(home):
        for old in sorted(home.glob(f"{OLD}*")):
            place = home / old.name.removeprefix(OLD)
            if place.exists() or place.is_symlink():
                _gone(old)
            else:
                old.rename(place)
        for new in sorted(home.glob(f"{NEW}*")):
            _gone(new)


def _gone(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    handle = _lock(home)
    # whoever held the lock before may have removed the folder when it became empty
    while not _is_at(handle, home):
        os.close(handle)
        handle = _lock(home)
    try:
        yield
    finally:
        os.close(handle)


def _lock(home: Path) -> int:
    with _told(home):
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def _is_at(handle: int, home: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), home.stat())
    except OSError:
        return False


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceError(f"cannot write {quoted(place)}: {error.strerror}", "check who may write there") from None
