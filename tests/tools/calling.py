"""Calls through the in-memory client, and steps that only record what is asked of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
from mcp import Client
from mcp_types import CallToolResult

from mlwright.server import create_server
from mlwright.specs import Approval, Column, Figures, Profile, Source
from mlwright.workspace import Workspace

ERAS = ("legacy", "auto")
MOST_TOKENS = 8_000


class Steps:
    """Stands in for `mlwright.steps`: notes what is asked of it."""

    CONFIG = "ml/experiment-config.yaml"

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.act: Callable[[Callable[..., None]], None] = lambda progress: progress("profile", 1.0, "done")
        self.at_work = self.most_at_work = 0

    def profile(self, data: Path, **options: Any) -> tuple[Workspace, Profile]:
        self.asked.append(("profile", {"data": data, **options}))
        self.at_work += 1
        self.most_at_work = max(self.at_work, self.most_at_work)
        try:
            self.act(options["progress"])
        finally:
            self.at_work -= 1
        return Workspace.create(data, out=options["out"], base=options["base"]), a_profile(data)

    def gate(self, where: Path, **options: Any) -> Any:
        self.asked.append(("gate", {"where": where, **options}))
        self.act(options["progress"])

    def status(self, where: Path) -> dict[str, Any]:
        self.asked.append(("status", {"where": where}))
        return {"workspace": str(where), "source": "", "goal": "", "stages": {}, "runs": [], "next": "mlwright spec"}

    def approve(self, where: Path, **options: Any) -> Approval:
        self.asked.append(("approve", {"where": where, **options}))
        return Approval(stage="gate", by=options["by"], at="now", approved=options["approved"], files={})


def a_column(name: str, position: int = 0) -> Column:
    return Column(name=name, position=position, kind="number", missing=0, missing_share=0.0, distinct=2)


def a_profile(data: Path, names: tuple[str, ...] = ("a", "b"), **fields: Any) -> Profile:
    columns = tuple(a_column(name, position) for position, name in enumerate(names))
    source = Source(path=str(data), sha256="0", bytes=1)
    return Profile(source=source, rows=1, columns=columns, duplicate_rows=0, figures=Figures(sampled_rows=1), **fields)


def call(
    root: Path, tool: str, arguments: dict[str, Any], *, mode: str = "auto", heard: list[Any] | None = None
) -> CallToolResult:
    """One call through a client of its own."""

    async def main() -> CallToolResult:
        async def hear(progress: float, total: float | None, message: str | None) -> None:
            if heard is not None:
                heard.append((progress, total, message))

        async with Client(create_server([root]), mode=mode) as client:
            return await client.call_tool(tool, arguments, progress_callback=hear)

    return anyio.run(main)


def text_of(result: CallToolResult) -> str:
    return "".join(getattr(block, "text", "") for block in result.content)
