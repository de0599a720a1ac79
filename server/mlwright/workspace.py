"""The folder where papers lie: atomic writes, paths that cannot leave it, hashes that tell what is stale."""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import ValidationError

from mlwright import __version__
from mlwright.errors import ConflictError, OutsideError, PaperError, WorkspaceError, quoted
from mlwright.files import open_own, read_regular, regular
from mlwright.specs import Approval, Handoff, Paper, Stamp

HANDOFF = "handoff.json"
LARGEST_HANDOFF = 4 * 1024 * 1024
LARGEST_PAPER = 256 * 1024 * 1024
State = Literal["missing", "fresh", "stale", "edited"]
PaperType = TypeVar("PaperType", bound=Paper)


def now() -> str:
    """The current moment, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex; PaperError when it cannot be read."""
    try:
        with regular(path) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise PaperError(f"cannot read {quoted(path)}: {error.strerror}") from None


def identity_of(source: Path | str) -> str:
    """What tells a table from others: the path with links followed; a glob or a URL as it stands."""
    return source if isinstance(source, str) else str(source.resolve())


def slug_of(source: Path | str) -> str:
    """A folder name from a table's name: lower case letters, digits and hyphens, at most 40."""
    stem = source.stem if isinstance(source, Path) else re.split(r"[/=]", source)[-1]
    words = re.sub(r"[^\w]+", "-", stem.casefold(), flags=re.UNICODE).strip("-_")
    return words[:40].strip("-_") or "table"


def write_file(target: Path, text: str) -> None:
    """Write a text so that readers see the old or the new file, never a part. Raises WorkspaceError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorkspaceError(
            f"cannot write {quoted(target)}: {error.strerror}", "free some space, or choose another folder"
        ) from None


class Workspace:
    """One problem's folder. Create it with `Workspace.create`, open an existing one with `Workspace.open`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def create(
        cls,
        source: Path | str,
        *,
        out: Path | None = None,
        base: Path | None = None,
        goal: str = "",
        data: tuple[str, ...] = (),
    ) -> Self:
        """The workspace for a table: `out`, else `<base>/output/<slug>`; an existing one of the same table is reused.

        Another table of the same name gets a numbered folder of its own. Raises WorkspaceError when the folder holds
        files that are not ours or cannot be written.
        """
        identity, slug = identity_of(source), slug_of(source.resolve() if isinstance(source, Path) else source)
        if out is not None:
            return cls._claim(out, identity, goal, data)
        home = (base or Path.cwd()) / "output"
        for number in range(1, 1000):
            root = home / (slug if number == 1 else f"{slug}-{number}")
            if not root.exists() or _source_of(root) in (None, identity):
                return cls._claim(root, identity, goal, data)
        raise WorkspaceError(f"{quoted(home)} holds a thousand workspaces named {slug}", "use --out to choose a folder")

    @classmethod
    def find(cls, source: Path | str, *, out: Path | None = None, base: Path | None = None) -> Self | None:
        """The workspace that `create` would reuse for a table, or None; nothing is made."""
        home = (base or Path.cwd()) / "output"
        slug = slug_of(source.resolve() if isinstance(source, Path) else source)
        places = [out] if out is not None else [home / slug, *sorted(home.glob(f"{slug}-*"))]
        for root in places:
            if _source_of(root) == identity_of(source):
                return cls(root.resolve())
        return None

    @classmethod
    def _claim(cls, root: Path, source: str, goal: str, data: tuple[str, ...]) -> Self:
        root = Path(os.path.abspath(root.expanduser()))  # noqa: PTH100 - keeps symlinks, which resolve() would not
        try:
            if root.exists() and not root.is_dir():
                raise WorkspaceError(f"{quoted(root)} is a file, not a folder", "choose another --out")
            held = _source_of(root)
            if held is None and root.is_dir() and any(root.iterdir()):
                raise WorkspaceError(
                    f"{quoted(root)} holds files that mlwright did not write",
                    "choose an empty or new folder with --out",
                )
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                f"cannot make the folder {quoted(root, 200)}: {error.strerror}",
                "choose a folder you may write with --out",
            ) from None
        workspace = cls(root.resolve())
        if held not in (None, source):
            raise WorkspaceError(
                f"{quoted(root)} was made for {quoted(held)}, not for {quoted(source)}",
                "choose another --out, or remove the folder",
            )
        with workspace.locked():
            handoff = workspace.handoff() if held else Handoff(slug=workspace.root.name, source=source, data=data)
            if goal and goal != handoff.goal:
                handoff = handoff.model_copy(update={"goal": goal})
            workspace.write_text(HANDOFF, handoff.model_dump_json(indent=2) + "\n")
        return workspace

    @classmethod
    def open(cls, path: Path) -> Self:
        """The workspace at `path`, or around it when `path` lies inside one (such as `output/churn/data`)."""
        here = path.expanduser().resolve()
        for folder in (here, *here.parents):
            if (folder / HANDOFF).is_file():
                return cls(folder)
        found = "which does not exist" if not here.exists() else f"which has no {HANDOFF}"
        raise PaperError(
            f"no workspace at {quoted(path)}, {found}", "start one with `mlwright profile DATA` or `mlwright run DATA`"
        )

    def path(self, relative: str) -> Path:
        """The absolute path of a paper; OutsideError when it would leave the workspace."""
        target = self.root / relative
        with suppress(OSError, RuntimeError, ValueError):  # links in a circle, a NUL, a name that is too long
            if target.resolve().is_relative_to(self.root):
                return target
        raise OutsideError(f"{quoted(relative)} leads out of the workspace {quoted(self.root)}")

    def exists(self, relative: str) -> bool:
        """Whether the paper is there."""
        return self.path(relative).is_file()

    def read_text(self, relative: str) -> str:
        """A paper's text; PaperError names the step that writes it when it is missing."""
        try:
            data = read_regular(self.path(relative), LARGEST_HANDOFF if relative == HANDOFF else LARGEST_PAPER)
            # as read_text has it: papers written elsewhere may end their lines otherwise
            return data.decode().replace("\r\n", "\n").replace("\r", "\n")
        except FileNotFoundError:
            raise PaperError(f"{relative} is missing in {quoted(self.root)}", _made_by(relative)) from None
        except OSError as error:
            raise PaperError(f"cannot read {quoted(relative)}: {error.strerror}", _made_by(relative)) from None
        except UnicodeDecodeError as error:
            raise PaperError(f"cannot read {quoted(relative)}: {error}", _made_by(relative)) from None

    def read_paper(self, kind: type[PaperType], relative: str) -> PaperType:
        """A JSON paper; PaperError names the field that is wrong."""
        return self.parsed(relative, lambda read: kind.model_validate_json(read(relative)))

    def parsed(self, relative: str, parse: Callable[[Callable[[str], str]], PaperType]) -> PaperType:
        """A paper in one or several files; `parse` gets what reads one. PaperError names the field that is wrong."""
        try:
            return parse(self.read_text)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the file"
            raise PaperError(f"{relative}: {where}: {first['msg']}", _made_by(relative)) from None

    def write_text(self, relative: str, text: str) -> None:
        """Write a file so that readers see the old or the new one, never a part."""
        write_file(self.path(relative), text)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer of handoff.json at a time, also across processes."""
        with os.fdopen(open_own(self.root / ".lock", os.O_RDWR), "rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield

    def handoff(self) -> Handoff:
        """Which papers exist and what each was made from."""
        return self.read_paper(Handoff, HANDOFF)

    def hashes(self, paths: Iterable[str]) -> dict[str, str]:
        """SHA-256 by relative path, for the paths that exist."""
        return {name: sha256_of(self.path(name)) for name in paths if self.exists(name)}

    def publish(self, stage: str, files: Mapping[str, str], made_from: Iterable[str] | Mapping[str, str] = ()) -> None:
        """Write a stage's papers and note their hashes and what they were made from.

        `files` maps relative paths to texts; `made_from` names papers, or absolute paths of data, by their hashes where
        these are known.
        """
        origin = dict(made_from) if isinstance(made_from, Mapping) else self._origin(made_from)
        with self.locked():
            for name, text in files.items():
                self.write_text(name, text)
            self._stamp(stage, Stamp(files=self.hashes(files), made_from=origin, at=now(), version=__version__))

    def note(self, stage: str, files: Iterable[str], made_from: Iterable[str] | Mapping[str, str]) -> None:
        """Note files that already lie in the workspace as a stage's papers."""
        origin = dict(made_from) if isinstance(made_from, Mapping) else self._origin(made_from)
        with self.locked():
            self._stamp(stage, Stamp(files=self.hashes(files), made_from=origin, at=now(), version=__version__))

    def _stamp(self, stage: str, stamp: Stamp) -> None:
        handoff = self.handoff()
        handoff = handoff.model_copy(update={"stages": {**handoff.stages, stage: stamp}})
        self.write_text(HANDOFF, handoff.model_dump_json(indent=2) + "\n")

    def refresh(self, stage: str, made_from: Iterable[str]) -> None:
        """Note that a hand-edited stage was checked against its present sources and stands."""
        origin = self._origin(made_from)
        with self.locked():
            self._stamp(stage, self.handoff().stages[stage].model_copy(update={"made_from": origin}))

    def _origin(self, names: Iterable[str]) -> dict[str, str]:
        return {name: sha256_of(self._source(name)) for name in names}

    def _source(self, name: str) -> Path:
        return Path(name) if Path(name).is_absolute() else self.path(name)

    def edited(self, stage: str) -> bool:
        """Whether a file of the stage was changed by hand since it was written."""
        stamp = self.handoff().stages.get(stage)
        return stamp is not None and self.hashes(stamp.files) != stamp.files

    def stale(self, stage: str) -> tuple[str, ...]:
        """What the stage was made from and is no longer the same."""
        stamp = self.handoff().stages.get(stage)
        if stamp is None:
            return ()
        return tuple(name for name, digest in stamp.made_from.items() if self._digest(name) != digest)

    def _digest(self, name: str) -> str:
        with suppress(PaperError):
            return sha256_of(self._source(name))
        return ""

    def _digests(self, names: Iterable[str]) -> dict[str, str]:
        return {name: self._digest(name) for name in names}

    def _grounds(self, stage: str) -> list[str]:
        """A stage's files and everything they were made from, down to the data."""
        stages = self.handoff().stages
        names, pending = dict.fromkeys(stages[stage].files), [stage]
        for at in pending:
            for name in stages[at].made_from:
                names.setdefault(name)
                pending += [other for other, stamp in stages.items() if name in stamp.files and other not in pending]
        return list(names)

    def state(self, stage: str) -> State:
        """missing, fresh, stale (made from something older) or edited (changed by hand, sources the same)."""
        stamp = self.handoff().stages.get(stage)
        if stamp is None or any(not self.exists(name) for name in stamp.files):
            return "missing"
        if self.stale(stage):
            return "stale"
        return "edited" if self.edited(stage) else "fresh"

    def guard_edit(self, stage: str, command: str, force: bool) -> None:
        """ConflictError when writing the stage anew would overwrite a hand edit."""
        if force or not self.edited(stage):
            return
        stamp = self.handoff().stages[stage]
        changed = [name for name, digest in self.hashes(stamp.files).items() if digest != stamp.files[name]]
        if changed:
            raise ConflictError(
                f"{', '.join(changed)} was edited by hand, and what it was made from has changed since",
                f"keep your edit by mending it yourself, or write it anew with `mlwright {command} --force`",
            )

    def approve(self, stage: str, by: str, *, approved: bool, note: str = "") -> Approval:
        """A signature under the stage's files as they are now."""
        stamp = self.handoff().stages.get(stage)
        if stamp is None:
            raise PaperError(
                f"there is no stage {quoted(stage)} to approve", f"stages: {', '.join(self.handoff().stages)}"
            )
        approval = Approval(
            stage=stage, by=by, at=now(), approved=approved, note=note, files=self._digests(self._grounds(stage))
        )
        with self.locked():
            handoff = self.handoff()
            handoff = handoff.model_copy(update={"approvals": (*handoff.approvals, approval)})
            self.write_text(HANDOFF, handoff.model_dump_json(indent=2) + "\n")
        return approval

    def approval(self, stage: str) -> Approval | None:
        """The latest signature under a stage, if the files it covers are unchanged."""
        for approval in reversed(self.handoff().approvals):
            if approval.stage == stage:
                return approval if self._digests(approval.files) == approval.files else None
        return None


def _source_of(root: Path) -> str | None:
    try:
        path = Workspace(root.resolve()).path(HANDOFF)
        return Handoff.model_validate_json(read_regular(path, LARGEST_HANDOFF)).source
    except (OSError, RuntimeError, ValueError, OutsideError):  # RuntimeError: links in a circle
        return None


def _made_by(relative: str) -> str:
    steps = {
        "data/": "mlwright profile",
        "ml/feature-spec": "mlwright spec",
        "ml/training_script": "mlwright script",
        "ml/experiment-config": "mlwright config",
        "experiments/": "mlwright train",
    }
    for start, command in steps.items():
        if relative.startswith(start):
            return f"`{command}` writes it"
    return "`mlwright run` writes it"
