"""The tools. Each of these is one call into `mlwright.steps`; its docstring and its fields are what a model reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from mcp.server.mcpserver import Context
from pydantic import Field

from mlwright.guards import Writers
from mlwright.tools.answers import (
    Answer,
    ApprovalAnswer,
    ConfigAnswer,
    ProfileAnswer,
    RunAnswer,
    ScriptAnswer,
    SpecAnswer,
    StatusAnswer,
    VerdictAnswer,
)
from mlwright.tools.calls import asked, in_thread
from mlwright.tools.deferred import Deferred
from mlwright.tools.roots import TABLE, Roots

summaries, workspaces = Deferred("mlwright.tools.summaries"), Deferred("mlwright.workspace")
reading = Deferred("mlwright.profiling.reading.options")
AnswerType = TypeVar("AnswerType", bound=Answer)
Ctx = Context[Any, Any]
Folder = Annotated[str, Field(description="From profile_data", min_length=1, max_length=1000)]
Target = Annotated[str, Field(description="Column to predict", max_length=500)]
Goal = Annotated[str, Field(description="What for, in the user's words", max_length=1000)]
Overwrite = Annotated[bool, Field(description="Also over hand edits; ask first")]
Seconds = Annotated[float | None, Field(ge=1, le=86_400, allow_inf_nan=False)]
RunId = Annotated[str, Field(description="Run such as exp-001; default the latest", max_length=40)]
Stage = Literal["profile", "spec", "script", "config", "train", "gate", "report"]


class Verbs:
    """The tools of one server: what they may touch, and who is writing where."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots
        self._writers = Writers()

    async def profile_data(
        self,
        ctx: Ctx,
        data: Annotated[str, Field(description="Table file, or folder of its parts", min_length=1, max_length=1000)],
        target: Target = "",
        goal: Goal = "",
        out: Annotated[str, Field(description="Workspace folder; default output/<table>", max_length=1000)] = "",
    ) -> ProfileAnswer:
        """Profile a table and start a workspace: writes data/profile.json, schema suggestion and EDA report.
        Without a target: candidates for the user to choose from. The table is never changed."""
        with asked():
            table = self._roots.data(data)
            folder = self._roots.inside(out) if out else None
            home = self._roots.new_home(table)
            known = workspaces.Workspace.find(table, out=folder, base=self._roots.first)
            places = [folder or home, *([self._roots.workspace(str(known.root))] if known else [])]

        def work(steps: Any, progress: Callable[..., None]) -> ProfileAnswer:
            workspace, paper = steps.profile(
                table,
                target=target or None,
                goal=goal,
                out=folder,
                base=self._roots.first,
                options=reading.ReadOptions(table=data.partition(TABLE)[2] or None),
                follow_links=False,
                progress=progress,
            )
            return summaries.of_profile(workspace.root, paper)

        async with self._writers.alone(*places):
            return await in_thread(ctx, work)

    async def write_feature_spec(
        self, ctx: Ctx, workspace: Folder, target: Target = "", goal: Goal = "", overwrite: Overwrite = False
    ) -> SpecAnswer:
        """Decide which columns the model may see, which it must not (leaks, ids) and how rows are split: writes
        ml/feature-spec.md. Returns questions that only the user can answer."""

        def work(steps: Any, folder: Path, progress: Callable[..., None]) -> SpecAnswer:
            paper = steps.spec(
                folder,
                target=target or None,
                goal=goal,
                force=overwrite,
                follow_links=False,
                progress=progress,
            )
            return summaries.of_spec(folder, paper)

        return await self._write(ctx, workspace, work)

    async def generate_training_script(self, ctx: Ctx, workspace: Folder, overwrite: Overwrite = False) -> ScriptAnswer:
        """Write ml/training_script.py from the feature spec: plain scikit-learn code that the user may edit."""

        def work(steps: Any, folder: Path, progress: Callable[..., None]) -> ScriptAnswer:
            return summaries.of_script(folder, steps.script(folder, force=overwrite, progress=progress))

        return await self._write(ctx, workspace, work)

    async def write_experiment_config(
        self,
        ctx: Ctx,
        workspace: Folder,
        budget_seconds: Annotated[Seconds, Field(description="For comparing candidates; default 60")] = None,
        overwrite: Overwrite = False,
    ) -> ConfigAnswer:
        """Write ml/experiment-config.yaml: split, metrics, candidates, budget, and the policy the run is judged by."""

        def work(steps: Any, folder: Path, progress: Callable[..., None]) -> ConfigAnswer:
            paper = steps.config(folder, budget=budget_seconds, force=overwrite, progress=progress)
            return summaries.of_config(folder, paper, steps.split_notes(folder))

        return await self._write(ctx, workspace, work)

    async def run_training(
        self,
        ctx: Ctx,
        workspace: Folder,
        budget_seconds: Annotated[Seconds, Field(description="Default as configured")] = None,
        timeout_seconds: Annotated[Seconds, Field(description="Stop the script after this")] = None,
    ) -> RunAnswer:
        """Run the training script in its own process and verify what it left: every metric is recomputed. Takes
        minutes; reuses a verified run of the same script, config and data."""

        def work(steps: Any, folder: Path, progress: Callable[..., None]) -> RunAnswer:
            self._check_table(steps, folder)
            run = steps.train(folder, budget=budget_seconds, timeout=timeout_seconds, progress=progress)
            return summaries.of_run(folder, run, steps.split_notes(folder))

        return await self._write(ctx, workspace, work)

    async def check_gates(self, ctx: Ctx, workspace: Folder, run: RunId = "") -> VerdictAnswer:
        """Judge a run by the policy declared before it started; missing or changed evidence fails. Writes verdict.json
        beside the run. A failed verdict is an answer, not an error: report it as it is."""

        def work(steps: Any, folder: Path, progress: Callable[..., None]) -> VerdictAnswer:
            self._check_table(steps, folder)
            return summaries.of_verdict(folder, steps.gate(folder, run_id=run or None, progress=progress))

        return await self._write(ctx, workspace, work)

    async def workspace_status(self, ctx: Ctx, workspace: Folder) -> StatusAnswer:
        """Where a workspace stands: each stage missing, fresh, stale or edited; runs, approvals, and what is next."""
        with asked():
            folder = self._roots.workspace(workspace)
        return await in_thread(ctx, lambda steps, _: summaries.of_status(steps.status(folder)))

    async def approve_stage(
        self,
        ctx: Ctx,
        workspace: Folder,
        by: Annotated[str, Field(description="Name of the person who decided", pattern=r"\S", max_length=100)],
        stage: Annotated[Stage, Field(description="What is signed")] = "gate",
        approved: Annotated[bool, Field(description="False signs a rejection")] = True,
        note: Annotated[str, Field(description="The person's remark", max_length=1000)] = "",
    ) -> ApprovalAnswer:
        """Record a person's decision on a stage. Only after that person has said so in this conversation: never sign
        for them. A failed gate cannot be approved; any later change of the files voids the signature."""

        def work(steps: Any, folder: Path, _: Callable[..., None]) -> ApprovalAnswer:
            return summaries.of_approval(
                folder, steps.approve(folder, by=by, stage=stage, approved=approved, note=note)
            )

        return await self._write(ctx, workspace, work)

    async def _write(
        self, ctx: Ctx, workspace: str, work: Callable[[Any, Path, Callable[..., None]], AnswerType]
    ) -> AnswerType:
        """Run a step that writes in a workspace, while no other tool of this server does."""
        with asked():
            folder = self._roots.workspace(workspace)
        async with self._writers.alone(folder):
            return await in_thread(ctx, lambda steps, progress: work(steps, folder, progress))

    def _check_table(self, steps: Any, folder: Path) -> None:
        """The config names the table by a path that a person may have edited: it must not lead out of the roots."""
        config = folder / steps.CONFIG
        if self._roots.inside(config).is_file():
            table = steps.read_config(workspaces.Workspace(folder).read_text(steps.CONFIG)).data.path
            self._roots.table(str(config.parent / table))
