"""The whole chain in one call, from a table to a verdict."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlwright import reports
from mlwright.profiling import ReadOptions
from mlwright.specs import ExperimentConfig, FeatureSpec, Profile, Run, Verdict
from mlwright.specs.profile import Task
from mlwright.steps.planning import config, script, spec
from mlwright.steps.profiling import profile
from mlwright.steps.questions import no_target
from mlwright.steps.running import gate, report, train
from mlwright.steps.splits import as_run
from mlwright.steps.stages import CONFIG, REPORT, SCRIPT, SPEC, Progress, silent
from mlwright.steps.tables import Data
from mlwright.workspace import Workspace

_AS_FOUND = ReadOptions()


@dataclass(frozen=True)
class Finished:
    """What a whole run delivered."""

    workspace: Workspace
    profile: Profile
    spec: FeatureSpec
    config: ExperimentConfig
    run: Run
    verdict: Verdict

    @property
    def files(self) -> dict[str, str]:
        """Where the main papers are."""
        names = {
            "report": REPORT,
            "spec": SPEC,
            "script": SCRIPT,
            "config": CONFIG,
            "run": f"experiments/{self.run.id}",
        }
        return {name: str(self.workspace.path(path)) for name, path in names.items()}

    def facts(self) -> dict[str, Any]:
        """The summary for programs."""
        return reports.run_summary(self.profile, self.spec, self.config, self.run, self.verdict, self.files)

    def text(self) -> str:
        """The summary for people."""
        return reports.summary_text(self.profile, self.spec, self.config, self.run, self.verdict, self.files)


def run(
    data: Data,
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    group: str | None = None,
    time: str | None = None,
    options: ReadOptions = _AS_FOUND,
    out: Path | None = None,
    base: Path | None = None,
    budget: float | None = None,
    choose: Callable[[Profile], str] | None = None,
    progress: Progress = silent,
) -> Finished:
    """The whole chain up to the verdict; what is not stale is reused. `choose` answers when no target is named."""
    told: dict[str, Any] = {"goal": goal, "task": task, "group": group, "time": time, "options": options}
    workspace, paper = profile(data, target=target, out=out, base=base, progress=progress, **told)
    if paper.target is None:
        if choose is None:
            raise no_target(paper)
        workspace, paper = profile(data, target=choose(paper), out=workspace.root, progress=progress, **told)
    root = workspace.root
    decided = spec(root, progress=progress)
    script(root, progress=progress)
    settings = config(root, budget=budget, progress=progress)
    done = train(root, progress=progress)
    verdict = gate(root, run_id=done.id, progress=progress)
    report(root, run_id=done.id, progress=progress)
    return Finished(workspace, paper, as_run(decided, settings), settings, done, verdict)
