"""The tool that shows a few rows of a table: personal data is always masked, and values come only when asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver import Context
from pydantic import Field

from mlwright.tools.answers import SampleAnswer, SampleColumnEntry
from mlwright.tools.calls import asked, in_thread
from mlwright.tools.deferred import Deferred
from mlwright.tools.roots import TABLE, Roots

if TYPE_CHECKING:
    from mlwright.specs.sample import DataSample

reading = Deferred("mlwright.profiling.reading.options")
Ctx = Context[Any, Any]


class Samples:
    """The samples of one server."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots

    async def data_sample(
        self,
        ctx: Ctx,
        data: Annotated[str, Field(description="Table file", min_length=1, max_length=1000)],
        rows: Annotated[int, Field(description="How many", ge=1, le=20)] = 5,
    ) -> SampleAnswer:
        """Show rows spread over a table, personal data masked. Only if values are needed: a profile has the figures."""
        with asked():
            table = self._roots.data(data)

        def work(steps: Any, _: Callable[..., None]) -> SampleAnswer:
            options = reading.ReadOptions(table=data.partition(TABLE)[2] or None)
            return of_sample(steps.sample(table, rows=rows, options=options, follow_links=False))

        return await in_thread(ctx, work)


def of_sample(paper: "DataSample") -> SampleAnswer:
    """The drawn values, column by column, and what was masked in them."""
    return SampleAnswer(
        table=Path(paper.path).name,
        drawn=f"{paper.drawn}; numbers {', '.join(map(str, paper.row_numbers))}",
        columns=[
            SampleColumnEntry(
                name=item.name, kind=item.kind, unit=item.unit or "", masked=item.why, values=list(item.values)
            )
            for item in paper.columns
        ],
    )
