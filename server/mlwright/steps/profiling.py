"""From a table to its profile, the schema suggestion, the contract and the EDA report."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mlwright import contracts, profiling, reports
from mlwright.profiling import ReadOptions
from mlwright.reports.wording import plural
from mlwright.specs import Profile
from mlwright.specs.profile import Task
from mlwright.specs.profile_text import join_paper, split_paper
from mlwright.steps.questions import check_question
from mlwright.steps.stages import PROFILE, Progress, silent
from mlwright.steps.tables import Data, Named, named, origin
from mlwright.workspace import Workspace

CONTRACT = "data/contract.yaml"
_AS_FOUND = ReadOptions()


@dataclass(frozen=True)
class Question:
    """What a profile is asked for beside the table itself; None and "" leave it as it is known."""

    target: str | None = None
    goal: str = ""
    task: Task | None = None
    group: str | None = None
    time: str | None = None
    exact: bool = False
    pictures: bool = True

    def answered_by(self, paper: Profile) -> bool:
        """Whether a profile that exists answers it."""
        asked = paper.target.name if paper.target else None
        return (
            self.target in (None, asked)
            and self.goal in ("", paper.goal)
            and (self.task is None or paper.target is None)
            and self.group in (None, paper.group)
            and self.time in (None, paper.time)
            and (not self.exact or not (paper.figures.approximate or paper.figures.sampled))
        )

    def beside(self, paper: Profile) -> "Question":
        """The question with what an earlier profile was asked, where it says nothing itself."""
        return Question(
            self.target or (paper.target.name if paper.target else None),
            self.goal or paper.goal,
            self.task,
            self.group or paper.group,
            self.time or paper.time,
            self.exact,
            self.pictures,
        )


def profile(
    data: Data,
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    group: str | None = None,
    time: str | None = None,
    exact: bool = False,
    pictures: bool = True,
    options: ReadOptions = _AS_FOUND,
    out: Path | None = None,
    base: Path | None = None,
    force: bool = False,
    follow_links: bool = True,
    another_question: bool = False,
    progress: Progress = silent,
) -> tuple[Workspace, Profile]:
    """Look at a table; writes `data/`. An unchanged profile of the same question is reused.

    A workspace whose spec predicts another column is left as it is, unless `another_question` or `force` says so.
    Without `follow_links` the table is read only where no part of its path is a link: the caller has resolved it.
    """
    table, asked = named(data), Question(target, goal, task, group, time, exact, pictures)
    known = _known_profile(table, out, base)
    if known:
        workspace, paper = known
        check_question(workspace, paper, target, force or another_question)
        if not force and asked.answered_by(paper) and _same_table(workspace, table):
            progress("profile", 1.0, "reused")
            return workspace, paper
        asked = asked.beside(paper)
    paper = _measured(table, asked, options, follow_links, progress)
    workspace = Workspace.create(table.identity, out=out, base=base, goal=asked.goal, data=table.kept)
    workspace.guard_edit("profile", "profile", force)
    workspace.publish("profile", papers(paper), origin(paper.source))
    _publish_contract(workspace, paper, progress)
    progress("profile", 1.0, f"{plural(paper.rows, 'row')}, {plural(len(paper.columns), 'column')}")
    return workspace, paper


def _publish_contract(workspace: Workspace, paper: Profile, progress: Progress) -> None:
    """A contract is there to be filled in: one that was edited is the owner's, and stays."""
    if workspace.exists(CONTRACT) and workspace.edited("contract"):
        where = shlex.quote(str(workspace.path(CONTRACT)))
        check = f"`mlwright profile --check {where} {shlex.quote(paper.source.path)}` holds the table against it"
        progress("profile", -1.0, f"{CONTRACT} was edited by hand and stays as it is; {check}")
        return
    workspace.publish("contract", {CONTRACT: contracts.data_contract(paper)}, [PROFILE])


def _same_table(workspace: Workspace, table: Named) -> bool:
    """Whether the files are those that were profiled, and the same; of a database server that is not known."""
    stamp = workspace.handoff().stages.get("profile")
    if stamp is None or not stamp.made_from or workspace.state("profile") in ("missing", "stale"):
        return False
    if isinstance(table.identity, str) and "://" in table.identity:
        return True
    return {str(path.resolve()) for path in profiling.files_of(table.data)} == set(stamp.made_from)


def papers(paper: Profile) -> dict[str, str]:
    """Everything that `data/` holds about a profile."""
    return {
        **split_paper(paper),
        "data/schema-suggestion.yaml": reports.schema_suggestion(paper),
        "data/eda-report.md": reports.eda_markdown(paper),
        "data/eda-report.html": reports.eda_html(paper),
    }


def read_profile(workspace: Workspace) -> Profile:
    """The profile of a workspace. Raises PaperError when it is missing or broken."""
    return workspace.parsed(PROFILE, join_paper)


def _measured(
    table: Named, asked: Question, options: ReadOptions, follow_links: bool, progress: Callable[[str, float, str], None]
) -> Profile:
    return profiling.profile_table(
        table.data,
        target=asked.target,
        goal=asked.goal,
        task=asked.task,
        group=asked.group,
        time=asked.time,
        exact=asked.exact,
        pictures=asked.pictures,
        options=options,
        follow_links=follow_links,
        progress=lambda note, share: progress("profile", share, note),
    )


def _known_profile(table: Named, out: Path | None, base: Path | None) -> tuple[Workspace, Profile] | None:
    """The workspace and profile that exist for this table, without making anything."""
    from_here = Workspace.find(table.identity, out=out, base=base)
    if from_here is None or not from_here.exists(PROFILE):
        return None
    return from_here, read_profile(from_here)
