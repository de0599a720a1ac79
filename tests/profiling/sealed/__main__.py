"""Score every sealed table: `python -m tests.profiling.sealed [SEED]`."""

import sys
import tempfile
from pathlib import Path

from tests.profiling.sealed import SHEETS
from tests.profiling.sealed.scoring import score

if __name__ == "__main__":
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as folder:
        for sheet in SHEETS:
            result = score(sheet, Path(folder), seed)
            print(f"{sheet.name}: found {result.found} of {len(sheet.traps)}")
            for line in (*result.missed, *result.invented, *result.surplus):
                print("   ", line)
