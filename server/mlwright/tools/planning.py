"""The tool that reads a brief."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver import Context
from pydantic import Field

from mlwright.tools.answers import LaneEntry, PlanAnswer, QuestionEntry
from mlwright.tools.calls import in_thread

if TYPE_CHECKING:
    from mlwright.specs import Plan

Ctx = Context[Any, Any]
FactText = Annotated[str, Field(max_length=300)]


async def plan_lanes(
    ctx: Ctx,
    brief: Annotated[str, Field(description="The user's own words", pattern=r"\S", max_length=4000)],
    facts: Annotated[
        dict[FactText, FactText | bool],
        Field(description='What the user said besides, such as {"labels": "no"}', max_length=50),
    ] = {},  # noqa: B006 - shown in the schema, never changed
) -> PlanAnswer:
    """Before any work: which kind of problem a brief describes, which lanes of work it asks for, and what to ask the
    user first. Writes nothing."""

    def work(framing: Any, _: Callable[..., None]) -> PlanAnswer:
        return of_plan(framing.plan(brief, facts))

    return await in_thread(ctx, work, "mlwright.framing")


def of_plan(paper: "Plan") -> PlanAnswer:
    """What a brief asks for, and because of which of its words."""
    return PlanAnswer(
        kind=paper.kind,
        family=paper.family,
        because=[item.quote for item in paper.because],
        also=list(paper.also),
        refused=paper.refused,
        advice=list(paper.advice),
        lanes=[
            LaneEntry(
                name=lane.name,
                title=lane.title,
                because=lane.because.quote,
                tools=list(lane.tools),
                commands=list(lane.commands),
                by_hand=lane.by_hand,
            )
            for lane in paper.lanes
        ],
        unknowns=[QuestionEntry(name=item.name, question=item.question, blocks=item.blocks) for item in paper.unknowns],
        ready=paper.ready,
    )
