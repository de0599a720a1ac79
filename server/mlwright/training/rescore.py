"""Load a saved model and predict rows. Runs as a program, in a fresh process, beside the code the model came with.

python -I rescore.py CODE_FOLDER MODEL ROWS.parquet TRUSTED.json OUT.npz
"""

import importlib
import json
import sys
from pathlib import Path


def main() -> None:
    """Write `values` (predictions or probabilities) and `classes` to OUT."""
    code, model_file, rows_file, trusted_file, out = map(Path, sys.argv[1:])
    sys.path.insert(0, str(code))

    import numpy as np

    bundle = importlib.import_module("tabular.bundle")  # the copy beside the script
    model = bundle.load_model(model_file, json.loads(trusted_file.read_text(encoding="utf-8")))
    rows = bundle.read_parquet(rows_file)
    if hasattr(model, "predict_proba"):
        np.savez(out, values=model.predict_proba(rows), classes=np.asarray(model.classes_, dtype=str))
    else:
        np.savez(out, values=np.asarray(model.predict(rows), dtype="float64"), classes=np.asarray([], dtype=str))


if __name__ == "__main__":
    main()
