"""What a user's own repository holds below `.mlwright/skills/`: templates that take the place of ours."""

from pathlib import Path

from mlwright.errors import OutsideError, PaperError, quoted
from mlwright.skills.bundle import read_regular
from mlwright.skills.reading import Skill

HOME = Path(".mlwright", "skills")
MOST_BYTES = 64 * 1024


def inside(root: Path, path: Path) -> Path:
    """The path, when following its links stays in the root; OutsideError otherwise."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise OutsideError(f"{quoted(path)} leads out of {quoted(root)}", "put the file itself there, no link")
    return path


def override_of(skill: Skill, root: Path) -> Path | None:
    """The user's own template for a skill, or None; OutsideError when it is a link that leads out of the root."""
    if skill.declaration is None or not skill.declaration.template:
        return None
    path = root / HOME / skill.name / skill.declaration.template
    return inside(root, path) if path.is_symlink() or path.exists() else None


def template_of(skill: Skill, root: Path | None) -> tuple[str, str]:
    """A skill's template, the user's own before the shipped one, and the name to use for it in errors."""
    assert skill.declaration is not None
    path = override_of(skill, root) if root is not None else None
    if path is None or root is None:
        name = f"assets/{skill.declaration.template}"
        return _text(skill.files[name], f"{skill.name}/{name}"), f"{skill.name}/{name}"
    # the way may have links inside the root; the file at its end is opened without following any
    shown = quoted(path.relative_to(root))
    return _text(read_regular(path.resolve(), MOST_BYTES), shown), shown


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise PaperError(f"{file} is not UTF-8") from None
