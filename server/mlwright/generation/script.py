"""FeatureSpec → training script, requirements and the module it imports, as texts by path."""

from importlib.metadata import version
from pathlib import Path

import mlwright.tabular
from mlwright.generation.render import render_python
from mlwright.specs import Feature, FeatureSpec
from mlwright.specs.metrics import METRICS
from mlwright.tabular.columns import DATE_PARTS

BASELINES = {
    "binary": ["prior", "random", "simple_rule"],
    "multiclass": ["prior", "random", "simple_rule"],
    "regression": ["mean", "random", "simple_rule"],
    "forecasting": ["last_value", "seasonal_naive", "mean"],
}
LIBRARIES = ("numpy", "pandas", "scikit-learn", "skops", "pyyaml", "duckdb")
TEXT_SIZE = 12
SEASONAL_PARTS = ("year", "month", "weekday", "hour")


def training_files(spec: FeatureSpec, *, lightgbm: bool) -> dict[str, str]:
    """Everything in `ml/` that runs: path relative to that folder → text.

    `lightgbm` adds that library to the script's candidates; the caller says whether it is installed.
    """
    forecasting = spec.task == "forecasting"
    template = "ml/forecasting_script.py.jinja" if forecasting else "ml/training_script.py.jinja"
    script = render_python(template, _context(spec, lightgbm and not forecasting))
    libraries = [*LIBRARIES, *(["lightgbm"] if lightgbm and not forecasting else [])]
    return {
        "training_script.py": script,
        "requirements.txt": "".join(f"{name}=={version(name)}\n" for name in libraries),
        **{f"tabular/{name}": text for name, text in companion().items()},
    }


def companion() -> dict[str, str]:
    """The module that is copied beside each script: file name → text."""
    folder = Path(mlwright.tabular.__file__).parent
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}


def _context(spec: FeatureSpec, lightgbm: bool) -> dict[str, object]:
    context: dict[str, object] = {
        "goal": spec.goal,
        "task": spec.task,
        "target": spec.target,
        "classes": list(spec.classes),
        "positive": spec.positive,
        "target_missing_codes": list(spec.target_missing_codes),
        "target_unit": spec.target_unit,
        "left_out": {item.name: f"{item.reason}: {item.why}" for item in spec.dropped},
        "missing_codes": {item.name: list(item.missing_codes) for item in spec.features if item.missing_codes},
        "units": {item.name: item.unit for item in spec.features if item.unit},
        "dates": {item.name: item.date_format for item in spec.features if item.encode == "date_parts"},
        "date_parts": list(SEASONAL_PARTS if spec.split.strategy == "time" else DATE_PARTS),
        "strategy": spec.split.strategy,
        "baselines": BASELINES[spec.task],
        "higher_is_better": sorted(name for name, (better, _) in METRICS.items() if better == "higher"),
        "boosting_library": "lightgbm" if lightgbm else "scikit-learn",
        "text_size": TEXT_SIZE,
    }
    return context | _names_by_encoding(spec.features)


def _names_by_encoding(features: tuple[Feature, ...]) -> dict[str, list[str]]:
    return {
        "numbers": [item.name for item in features if item.encode == "number"],
        "levels": [item.name for item in features if item.encode == "levels"],
        "many_levels": [item.name for item in features if item.encode == "many_levels"],
        "texts": [item.name for item in features if item.encode == "text"],
    }
