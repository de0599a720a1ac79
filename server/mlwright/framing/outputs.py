"""Whether a required output is there, is read by its model, and holds what the task asks for."""

import ast
import csv
import hashlib
import importlib
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mlwright.errors import MlwrightError
from mlwright.framing.compacts import check_compact, parse_compact
from mlwright.framing.fixtures import ROWS
from mlwright.framing.ledgers import check_ledger, summarise_ledger
from mlwright.framing.tasks import Output
from mlwright.specs.experiment import ExperimentConfig
from mlwright.specs.feature_spec import FeatureSpec
from mlwright.specs.plan import Plan
from mlwright.specs.profile import Profile
from mlwright.specs.run import Run
from mlwright.specs.simulation import OutputResult
from mlwright.specs.verdict import Verdict

UNKNOWN_FIELDS = 8
"""Fields that a vague brief cannot answer."""
METRICS = ("precision", "recall", "f1", "roc_auc", "calibration_error")


def examine(output: Output, path: Path) -> OutputResult:
    """The state of one output."""
    try:
        why = CHECKS[output.check](path) if path.is_file() else "is missing"
    except MlwrightError as error:
        why = error.message
    except (ValidationError, ValueError, LookupError, TypeError, SyntaxError) as error:
        why = f"is no {output.model}: {str(error).splitlines()[0][:200]}"
    return OutputResult(path=output.path, model=output.model, holds=not why, why=why)


def _profile(path: Path) -> str:
    profile = Profile.model_validate_json(path.read_text(encoding="utf-8"))
    return "" if profile.target is not None else "names no target"


def _spec(path: Path) -> str:
    header = path.read_text(encoding="utf-8").split("---\n")[1]
    spec = FeatureSpec.model_validate(_yaml(header), strict=False)
    left_out = {item.name for item in spec.dropped}
    return "" if "closed_reason" in left_out else "keeps a column that is filled in after the outcome"


def _config(path: Path) -> str:
    config = ExperimentConfig.model_validate(_yaml(path.read_text(encoding="utf-8")), strict=False)
    return "" if config.metrics.primary and config.policy.min_skill > 0 else "declares no bound"


def _script(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {item.name for node in ast.walk(tree) if isinstance(node, ast.Import) for item in node.names}
    return "imports this package" if "mlwright" in imported else ""


def _run(path: Path) -> str:
    run = _read_run(path)
    if run.status != "verified":
        return f"has the status {run.status}"
    roles = {item.role for item in run.candidates}
    return "" if {"baseline", "candidate"} <= roles else "has no baseline beside its candidates"


def _metrics(path: Path) -> str:
    run = _read_run(path)
    missing = [name for name in METRICS if not isinstance(run.metrics.get(name), int | float)]
    if missing:
        return f"has no {', '.join(missing)}"
    return "" if run.primary in run.intervals else f"has no interval for {run.primary}"


def _bundle(path: Path) -> str:
    run = _read_run(path)
    needed = {"model.skops", "code/requirements.txt", "code/experiment-config.yaml"}
    if not needed <= set(run.files):
        return f"has no hash of {', '.join(sorted(needed - set(run.files)))}"
    wrong = [name for name, digest in run.files.items() if _sha256(path.parent / name) != digest]
    return f"was changed since: {wrong[0]}" if wrong else ""


def _verdict(path: Path) -> str:
    verdict = Verdict.model_validate_json(path.read_text(encoding="utf-8"))
    return "" if verdict.results and all(item.why for item in verdict.results) else "gives no reasons"


def _page(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return "" if "exp-001" in text and text.rstrip().endswith("</html>") else "does not quote the run"


def _open_plan(path: Path) -> str:
    plan = _plan(path)
    return "" if not plan.ready and plan.unknowns else "presumes what nobody said"


def _with_lanes(*names: str) -> Callable[[Path], str]:
    def check(path: Path) -> str:
        missing = set(names) - {lane.name for lane in _plan(path).lanes}
        return f"lacks the lanes {', '.join(sorted(missing))}" if missing else ""

    return check


def _open_compact(path: Path) -> str:
    compact = parse_compact(path.read_text(encoding="utf-8"))
    unknown = [value for value in compact.model_dump().values() if value == "unknown"]
    return "" if len(unknown) >= UNKNOWN_FIELDS else "answers what the brief does not say"


def _ready_compact(path: Path) -> str:
    report = check_compact(path)
    return "" if report.ready else "; ".join([*report.missing, *report.problems, *report.open])[:200]


def _review(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _clean_review(path: Path) -> str:
    found = _review(path)
    return f"{len(found['findings'])} findings" if found["findings"] else ""


def _drifted(path: Path) -> str:
    codes = {item["code"] for item in _review(path)["findings"]}
    return "" if "HY710" in codes else "does not see the drift"


def _clean_scan(path: Path) -> str:
    return "has findings" if _review(path)["findings"] else ""


def _scored(path: Path) -> str:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    if len(rows) != ROWS:
        return f"has {len(rows)} rows, not {ROWS}"
    columns = set(rows[0])
    return "" if {"prediction", "proba_yes", "proba_no"} <= columns else f"has the columns {', '.join(sorted(columns))}"


def _error_ledger(path: Path) -> str:
    problems = check_ledger(path).problems
    text = path.read_text(encoding="utf-8")
    return problems[0] if problems else "" if '"run":"exp-001"' in text else "cites no run"


def _debt_ledger(path: Path) -> str:
    problems = check_ledger(path).problems
    return problems[0] if problems else "" if summarise_ledger(path).open_debt else "notes no debt"


def _plan(path: Path) -> Plan:
    return Plan.model_validate_json(path.read_text(encoding="utf-8"))


def _read_run(path: Path) -> Run:
    return Run.model_validate_json(path.read_text(encoding="utf-8"))


def _yaml(text: str) -> Any:
    # a plan is read at the server's start-up cost; only the simulation needs YAML
    return importlib.import_module("yaml").safe_load(text)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


CHECKS: Mapping[str, Callable[[Path], str]] = {
    "profile": _profile,
    "spec": _spec,
    "config": _config,
    "script": _script,
    "run": _run,
    "metrics": _metrics,
    "bundle": _bundle,
    "verdict": _verdict,
    "page": _page,
    "open_plan": _open_plan,
    "rollout_plan": _with_lanes("rollout", "ab_test", "monitoring"),
    "refresh_plan": _with_lanes("monitoring", "retraining"),
    "open_compact": _open_compact,
    "ready_compact": _ready_compact,
    "clean_review": _clean_review,
    "drifted": _drifted,
    "clean_scan": _clean_scan,
    "scored": _scored,
    "error_ledger": _error_ledger,
    "debt_ledger": _debt_ledger,
}
"""Name of a check → what is wrong with a file, or an empty text."""
