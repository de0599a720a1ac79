"""Bundles as one archive: whole folders, the same bytes for the same skills."""

import io
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from mlwright.errors import PaperError, WorkspaceError, quoted
from mlwright.skills.links import dangling
from mlwright.skills.reading import Skill

FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows: a clock would make each archive another one."""


def packed(skills: Sequence[Skill]) -> bytes:
    """A zip archive of whole bundles; PaperError names links that would lead to nothing once unpacked."""
    lost = [f"{skill.name}/{file} → {quoted(link, 80)}" for skill in skills for file, link in dangling(skill.files)]
    if lost:
        raise PaperError(
            f"links lead to nothing: {', '.join(lost[:10])}", "mend the link, or add the file to the skill"
        )
    stream = io.BytesIO()
    # stored, not compressed: compressed bytes differ between versions of the library
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for skill in sorted(skills, key=lambda item: item.name):
            for name, data in sorted(skill.files.items()):
                entry = zipfile.ZipInfo(f"{skill.name}/{name}", FIRST_DATE)
                entry.create_system = 3  # Unix, also where it is made on another system
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, data)
    return stream.getvalue()


def write_archive(target: Path, data: bytes) -> None:
    """Write an archive so that readers see the old or the new one, never a part. Raises WorkspaceError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".pack-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorkspaceError(f"cannot write {quoted(target)}: {error.strerror}", "choose another --out") from None
