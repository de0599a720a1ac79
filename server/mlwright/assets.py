"""Where the shipped folders lie: beside the package in a checkout, inside it when installed."""

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def asset_root() -> Path:
    """The folder that holds `templates/`, `skills/` and `commands/`."""
    installed = Path(str(files("mlwright"))) / "_assets"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2]


def asset(*parts: str) -> Path:
    """One shipped file or folder."""
    return asset_root().joinpath(*parts)
