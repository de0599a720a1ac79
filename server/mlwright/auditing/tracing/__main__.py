"""Start a script under observation: `python …/tracing RECORD SCRIPT [ARGUMENT …]`."""

import importlib
import importlib.util
import sys
from pathlib import Path

PACKAGE = "_mlwright_tracing"


def load(folder: Path) -> None:
    """Import the folder under a name of its own, so that the script's modules cannot be mistaken for it."""
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    load(Path(__file__).resolve().parent)
    sys.exit(importlib.import_module(f"{PACKAGE}.playing").play(sys.argv[1], sys.argv[2], sys.argv[3:]))
