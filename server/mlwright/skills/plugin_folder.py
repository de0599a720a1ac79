"""The plugin as a folder of its own: what hosts read, and nothing else of a checkout, which hosts would copy whole."""

import json
import shlex
import tempfile
from pathlib import Path

from mlwright import __version__
from mlwright.assets import asset_root
from mlwright.errors import ConflictError, PaperError, WorkspaceError, quoted
from mlwright.hosts import Host
from mlwright.skills.bundle import MOST_BYTES, read_bundle, read_regular

MANIFEST = "plugin.json"
FOLDERS = ("skills", "commands", "agents", "assets", ".claude-plugin", ".codex-plugin", ".agents")
FILES = (MANIFEST, "mcp.json", "gemini-extension.json", "LICENSE", "README.md")


def installed_whole() -> bool:
    """Whether the plugin lies inside the installed package; an editable install has a whole checkout instead."""
    return asset_root().name == "_assets"


def suggested() -> Path:
    """Where the small copy is looked for that an editable install needs."""
    return Path.home() / "mlwright-plugin"


def plugin_folder() -> Path:
    """The folder to give to hosts: the one in the package, or the place for a small copy of a checkout's plugin."""
    return asset_root() if installed_whole() else suggested()


def plugin_lines(host: Host) -> list[str]:
    """The lines that install the plugin into a host, the copy before it where that is needed."""
    lines = [line.replace("SOURCE", shlex.quote(str(plugin_folder()))) for line in host.plugin]
    return lines if not lines or installed_whole() or version_in(suggested()) == __version__ else [make_line(), *lines]


def make_line() -> str:
    """The command that writes the small copy."""
    return f"mlwright plugin --out {shlex.quote(str(suggested()))}"


def version_in(folder: Path) -> str | None:
    """The version of the plugin that lies in a folder; None where none does."""
    try:
        paper = json.loads(read_regular(folder / MANIFEST, MOST_BYTES))
        return str(paper["version"]) if paper["name"] == "mlwright" else None
    except (PaperError, ValueError, TypeError, KeyError, RecursionError):
        return None


def plugin_files(source: Path | None = None) -> dict[str, bytes]:
    """Every file of the plugin by its relative path, without what tools leave behind."""
    home = source or asset_root()
    files = {name: read_regular(home / name, MOST_BYTES) for name in FILES}
    for folder in FOLDERS:
        found = read_bundle(home / folder)
        files |= {f"{folder}/{name}": data for name, data in found.items() if not _left_behind(name)}
    return files


def write_plugin(out: Path) -> list[str]:
    """Write the plugin into a new folder, or anew where it lies; ConflictError for a folder of anything else."""
    _expect_ours(out)
    files = plugin_files()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".mlwright-plugin-") as name:
            new, old = Path(name) / "new", Path(name) / "old"
            for file, data in files.items():
                (new / file).parent.mkdir(parents=True, exist_ok=True)
                (new / file).write_bytes(data)
            if out.exists():
                out.rename(old)
            new.rename(out)
    except OSError as error:
        raise WorkspaceError(f"cannot write {quoted(out)}: {error.strerror}", "choose another --out") from None
    return sorted(files)


def _expect_ours(out: Path) -> None:
    """ConflictError unless the place is free, empty, or holds a plugin of ours and nothing beside it."""
    if not out.is_symlink() and not out.exists():
        return
    if out.is_dir() and not out.is_symlink():
        others = sorted({path.name for path in out.iterdir()} - {*FOLDERS, *FILES})
        if not any(out.iterdir()) or (version_in(out) is not None and not others):
            return
    raise ConflictError(f"{quoted(out)} exists and is not a plugin that mlwright wrote", "choose another --out")


def _left_behind(name: str) -> bool:
    return "__pycache__" in name or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db")
