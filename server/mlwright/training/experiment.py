"""One experiment: run a copy of the script, verify what it left, and only then give it a name that counts."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mlwright.errors import OutsideError, PaperError, TrainingError, WorkspaceError, quoted
from mlwright.specs import CandidateResult, Check, ExperimentConfig, Interval, Run, fingerprint
from mlwright.specs.run import Status
from mlwright.tabular.table import sha256_of
from mlwright.training.environment import environment
from mlwright.training.ledger import note_look, read_ledger
from mlwright.training.rows import Rows, code_hash, read_rows
from mlwright.training.runner import Outcome, Watch, execute, python
from mlwright.training.verify import Recompute, verify
from mlwright.workspace import now

CODE = ("training_script.py", "experiment-config.yaml", "requirements.txt", "feature-spec.md")
RUNNING = ".running-"


@dataclass(frozen=True)
class Job:
    """What to run: `ml` holds script and config, `experiments` takes the results."""

    slug: str
    ml: Path
    experiments: Path
    config: ExperimentConfig
    target_missing_codes: tuple[str, ...] = ()
    target_unit: str | None = None
    watch: Watch = field(default_factory=lambda: Watch(600.0))


def run_experiment(
    job: Job,
    recompute: Recompute,
    *,
    on_line: Callable[[str], None] | None = None,
    on_step: Callable[[str], None] | None = None,
) -> Run:
    """Execute and verify; the returned Run has been written to `experiments/exp-NNN/run.json`.

    A run that crashes, times out or does not verify is kept under its number with that status, and its model is
    never used. On Ctrl-C everything of the run is removed. Raises PaperError when the data cannot be used.
    """
    rows = read_rows(job.config, job.target_missing_codes, job.target_unit)
    read_ledger(job.experiments)  # a run that cannot be entered would be a look that nobody counts
    try:
        job.experiments.mkdir(parents=True, exist_ok=True)
        _sweep(job.experiments)
        box = Path(tempfile.mkdtemp(dir=job.experiments, prefix=f"{RUNNING}{os.getpid()}-"))
    except OSError as error:
        raise WorkspaceError(f"cannot write in {quoted(job.experiments)}: {error.strerror}") from None
    try:
        box.chmod(0o755)
        return _run_in(box, job, rows, recompute, on_line, on_step)
    except OSError as error:
        raise WorkspaceError(f"cannot write the run in {quoted(box)}: {error.strerror}", "free some space") from None
    finally:
        shutil.rmtree(box, ignore_errors=True)


def _run_in(
    box: Path,
    job: Job,
    rows: Rows,
    recompute: Recompute,
    on_line: Callable[[str], None] | None,
    on_step: Callable[[str], None] | None,
) -> Run:
    code = box / "code"
    _copy_code(job.ml, code)
    started = now()
    outcome = execute(
        python(code / "training_script.py", "--out", str(box)),
        cwd=code,
        watch=job.watch,
        on_line=(lambda line: on_line(_lasting(line, box))) if on_line else None,
    )
    outcome = replace(outcome, lines=tuple(_lasting(line, box) for line in outcome.lines))
    (box / "train.log").write_text("\n".join(outcome.lines) + "\n", encoding="utf-8")
    status, reason = _ending(outcome, job.watch.timeout)
    report: Mapping[str, Any] = {}
    checks: tuple[Check, ...] = ()
    metrics: dict[str, float | None] = {}
    intervals: dict[str, Interval] = {}
    if status == "verified":
        if on_step:
            on_step("verifying")
        try:
            report = read_report(box / "metrics.json")
            checks, metrics, intervals = verify(box, code, job.config, rows, report, recompute, watch=job.watch)
            failed = [check for check in checks if not check.passed]
            if failed:
                status, reason = "refused", f"{failed[0].name}: {failed[0].detail}"
        except TrainingError as error:
            status, reason = "refused", error.message
    split_file = box / "split.parquet"
    run = Run(
        id="",
        status=status,
        reason=reason,
        artifact=artifact_name(job),
        started=started,
        ended=now(),
        seconds=round(outcome.seconds, 2),
        seed=job.config.training.seed,
        script_sha256=code_hash(code),
        config_sha256=fingerprint(job.config),
        policy_sha256=fingerprint(job.config.policy),
        data_sha256=job.config.data.sha256,
        split_sha256=sha256_of(split_file) if split_file.is_file() else "",
        primary=job.config.metrics.primary,
        winner=str(report.get("winner", "")),
        metrics=dict(metrics),
        intervals=intervals,
        candidates=_candidates(report, job.config.metrics.primary, metrics),
        checks=checks,
        rows={"table": job.config.data.rows, "train": len(rows.train), "test": len(rows.test)},
        environment=environment(job.ml),
    )
    return _settle(box, job.experiments, run)


def _lasting(line: str, box: Path) -> str:
    """A line of output in which paths begin at the run's folder: the one it runs in has another name afterwards."""
    return line.replace(f"{box}{os.sep}", "").replace(str(box), "the run's folder")


def _copy_code(ml: Path, code: Path) -> None:
    """Copy script, settings and the module beside it; OutsideError where a link leads out of the workspace."""
    home = ml.parent.resolve()
    for path in (*(ml / name for name in CODE), ml / "tabular", *(ml / "tabular").rglob("*")):
        if not Path(os.path.realpath(path)).is_relative_to(home):
            raise OutsideError(
                f"{quoted(path)} is a link that leads out of {quoted(home)}", "put the file itself there"
            )
    code.mkdir()
    for name in CODE:
        if (ml / name).is_file():
            shutil.copyfile(ml / name, code / name)
    shutil.copytree(ml / "tabular", code / "tabular", ignore=shutil.ignore_patterns("__pycache__"))


def artifact_name(job: Job) -> str:
    """The same code and the same settings give the same name; a change of any field of the config gives another."""
    return f"{job.slug}-{code_hash(job.ml)[:8]}-{fingerprint(job.config)[:8]}"


def _ending(outcome: Outcome, timeout: float) -> tuple[Status, str]:
    if outcome.returncode is None:
        return "timeout", f"stopped after {timeout:.0f} s"
    if outcome.returncode < 0:
        return "failed", f"killed by signal {-outcome.returncode}"
    if outcome.returncode > 0:
        return "failed", f"exit code {outcome.returncode}: {quoted(outcome.last_words, 400)}"
    return "verified", ""


def read_report(path: Path) -> Mapping[str, Any]:
    """The script's own account; TrainingError when it is missing or not the expected mapping."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path.name} is missing or not JSON: {error}") from None
    if not isinstance(report, dict) or not isinstance(report.get("metrics"), dict):
        raise TrainingError(f"{path.name} has no mapping of metrics")
    return report


def _candidates(
    report: Mapping[str, Any], primary: str, metrics: Mapping[str, float | None]
) -> tuple[CandidateResult, ...]:
    baselines = report.get("baselines", {})
    results = []
    for entry in report.get("candidates", []):
        name = str(entry.get("name"))
        test = baselines.get(name, {}).get(primary) if entry.get("role") == "baseline" else None
        if name == report.get("winner"):
            test = metrics.get(primary)
        results.append(CandidateResult.model_validate({**entry, "test": test}))
    return tuple(results)


def _settle(box: Path, experiments: Path, run: Run) -> Run:
    """Give the finished run the next free number; the folder appears whole or not at all."""
    files = {
        path.relative_to(box).as_posix(): sha256_of(path)
        for path in sorted(box.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    for number in range(_highest(experiments) + 1, 10_000):
        target = experiments / f"exp-{number:03d}"
        if target.exists():
            continue
        named = run.model_copy(update={"id": target.name, "files": files})
        (box / "run.json").write_text(named.model_dump_json(indent=2) + "\n", encoding="utf-8")
        try:
            box.rename(target)
        except OSError:
            if target.exists():
                continue
            raise
        if named.metrics:
            note_look(experiments, named)
        return named
    raise PaperError(f"{quoted(experiments)} holds ten thousand experiments")


def _highest(experiments: Path) -> int:
    return max((int(path.name[4:]) for path in experiments.glob("exp-*") if path.name[4:].isdigit()), default=0)


def _sweep(experiments: Path) -> None:
    """Remove what a killed process of ours left behind."""
    for left in experiments.glob(f"{RUNNING}*"):
        owner = left.name.removeprefix(RUNNING).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(left, ignore_errors=True)
