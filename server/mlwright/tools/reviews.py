"""The tool that reviews code: paths stay inside the roots, and so does everything their settings name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from mcp.server.mcpserver import Context
from pydantic import Field

from mlwright.tools.answers import FindingEntry, ReviewAnswer
from mlwright.tools.calls import asked, in_thread
from mlwright.tools.deferred import Deferred
from mlwright.tools.roots import Roots

if TYPE_CHECKING:
    from mlwright.leakage.findings import Finding
    from mlwright.leakage.review import Review
    from mlwright.leakage.settings import Settings

Ctx = Context[Any, Any]
PathText = Annotated[str, Field(max_length=1000)]
chosen, location = Deferred("mlwright.leakage.settings"), Deferred("mlwright.leakage.repository.location")


class Reviews:
    """The reviews of one server."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots

    async def review_leakage(
        self,
        ctx: Ctx,
        paths: Annotated[list[PathText], Field(description="Files or folders", max_length=200)] = ["."],  # noqa: B006 - shown in the schema, never changed
        change: Annotated[
            str, Field(description="staged, worktree, branch or BASE..HEAD: only what that introduces", max_length=300)
        ] = "",
        select: Annotated[str, Field(description="Codes such as LK1,HY702", max_length=300)] = "",
        min_confidence: Annotated[Literal["", "low", "medium", "high"], Field(description="Default medium")] = "",
    ) -> ReviewAnswer:
        """Find data leakage in Python code and notebooks, or in a git change. Nothing of it is run. Report findings by
        place with their remedy, and what was not analysed."""
        with asked():
            places = [self._roots.inside(path) for path in paths] or [self._roots.first]
            settings = self._settings(places[0], select, min_confidence)
            if change:
                self._check_repository(places[0])

        def work(room: Any, progress: Callable[..., None]) -> ReviewAnswer:
            names = [str(place) for place in places]
            if change:
                progress("review", 0.1, change)
                done = room.review_change(names, settings, **_mode(change))
            else:

                def tell(number: int, total: int) -> None:
                    progress("review", number / total, f"{number} of {total} files")

                done = room.review(names, settings, roots=self._top(places[0]), jobs=1, progress=tell)
            return of_review(self._roots.first, done)

        return await in_thread(ctx, work, "mlwright.leakage.changes" if change else "mlwright.leakage.review")

    def _top(self, place: Path) -> tuple[str]:
        return (str(next(folder for folder in self._roots.folders if place.is_relative_to(folder))),)

    def _settings(self, place: Path, select: str, min_confidence: str) -> "Settings":
        folder = place if place.is_dir() else place.parent
        for home in (folder, *folder.parents):
            # one that is a link would be quoted in an error about its contents
            self._roots.inside(home / "pyproject.toml")
            if str(home) in self._top(place):
                break
        settings: Settings = chosen.read_settings(str(folder), *self._top(place))
        if settings.baseline:
            self._roots.inside(Path(settings.root) / settings.baseline)
        if select:
            names = tuple(item.strip().upper() for item in select.split(",") if item.strip())
            settings = settings._replace(select=chosen.codes("select", names))
        return (
            settings._replace(min_confidence=chosen.level("min_confidence", min_confidence))
            if min_confidence
            else settings
        )

    def _check_repository(self, place: Path) -> None:
        """A repository that begins above the roots holds what no tool may show."""
        self._roots.inside(location.required(place if place.is_dir() else place.parent).root)


def _mode(change: str) -> dict[str, Any]:
    if change in ("staged", "worktree"):
        return {change: True}
    return {} if change == "branch" else {"ranges": change}


def of_review(folder: Path, review: "Review") -> ReviewAnswer:
    """The verdict, what was found and what was not looked at; paths begin at the folder."""
    findings = sorted(review.findings, key=lambda item: ("high", "medium", "low").index(item.severity))
    return ReviewAnswer(
        workspace=str(folder),
        files=list(dict.fromkeys(_inside(item.place.path, folder) for item in findings)),
        next="mend the findings, then review again" if findings else "",
        verdict=review.verdict.decision,
        reason=review.verdict.reason,
        findings=[_entry(item, folder) for item in findings],
        not_analysed=[
            f"{note.place._replace(path=_inside(note.place.path, folder))}: {note.what}" for note in review.notes
        ],
        suppressed=review.suppressed + review.known,
    )


def _entry(finding: "Finding", folder: Path) -> FindingEntry:
    return FindingEntry(
        code=finding.code,
        severity=finding.severity,
        confidence=finding.confidence,
        place=str(finding.place._replace(path=_inside(finding.place.path, folder))),
        message=finding.message,
        chain=[f"{step.place._replace(path=_inside(step.place.path, folder))}: {step.what}" for step in finding.chain],
        remedy=finding.remedy,
    )


def _inside(path: str, folder: Path) -> str:
    full = os.path.realpath(path)
    return os.path.relpath(full, folder) if full.startswith(str(folder)) else full
