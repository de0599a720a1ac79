"""Commands as a person can run them: with the workspace as it was named, and the table that it was made from."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import MlwrightError
from mlwright.workspace import Workspace

FROM_DATA = ("profile", "run")
IN_WORKSPACE = ("spec", "script", "config", "train", "gate", "report", "status", "approve", "suggest")
_NAMED = re.compile(rf"`mlwright ({'|'.join((*FROM_DATA, *IN_WORKSPACE))})( WORKSPACE)?(?=`| --)")


@dataclass(frozen=True)
class Place:
    """A workspace as its user named it, and its table."""

    where: Path
    source: str

    def command(self, name: str) -> str:
        """A command about this workspace."""
        where = shlex.quote(str(self.where))
        if name in FROM_DATA:
            return f"mlwright {name} {shlex.quote(self.source)} --out {where}"
        return f"mlwright {name} {where}"


def completed(text: str, where: Path) -> str:
    """A text in which `mlwright train` and its like name the workspace; as it was where there is no workspace."""
    try:
        place = Place(where, Workspace.open(where).handoff().source)
    except MlwrightError:
        return text
    return _NAMED.sub(lambda found: f"`{place.command(found[1])}", text)
