"""Tools whose arguments are checked strictly and whose answers hold nothing that a client cannot read."""

import json
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Self, get_type_hints

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mlwright.errors import quoted
from mlwright.guards.schemas import lean, outline
from mlwright.guards.text import capped

LARGEST_ANSWER = 12_000
"""Bytes of an answer as JSON. A host may show a model both the text and the structure: about 6,000 tokens together."""


class GuardedTool(Tool):
    """A tool that checks its arguments strictly before the SDK does, and answers briefly, in finite numbers."""

    @classmethod
    def of(cls, verb: Callable[..., Any], title: str, annotations: ToolAnnotations) -> Self:
        """The tool for a typed function; its name and docstring are what the model reads."""
        description = " ".join((verb.__doc__ or "").split())
        # without the SDK's model of the answer: ours are models already, and theirs costs time at every start
        tool = cls.from_function(
            verb, title=title, description=description, annotations=annotations, structured_output=False
        )
        assert isinstance(tool, cls)  # from_function is a class method that is typed as returning its base
        # the SDK's argument model ignores names it does not know; the published schema says that we refuse them
        tool.parameters = {**lean(tool.parameters), "additionalProperties": False}
        tool.fn_metadata.output_schema = outline(get_type_hints(verb)["return"])
        return tool

    async def run(self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False) -> Any:
        """Run the tool; ToolError names the argument that is wrong."""
        self._check(arguments)
        answer = await super().run(arguments, context, False)
        return self._delivered(answer) if convert_result and isinstance(answer, BaseModel) else answer

    def _delivered(self, answer: BaseModel) -> CallToolResult:
        # as JSON there are neither non-finite numbers nor lone surrogates; the SDK's text is indented, a third longer
        try:
            text = answer.model_dump_json()
            content = json.loads(text, parse_constant=lambda _: None)
        except ValueError:
            raise ToolError(f"{self.name} has an answer that is no JSON; the files hold all of it") from None
        if len(text.encode()) > 2 * LARGEST_ANSWER:
            raise ToolError(f"{self.name} has an answer of {len(text)} characters, too many; the files hold all of it")
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=content)

    def _check(self, arguments: dict[str, Any]) -> None:
        known = list(self.parameters.get("properties", {}))
        for name in arguments:
            if name not in known:
                near = get_close_matches(name[:100], known, 1)
                meant = f"; did you mean {near[0]}?" if near else "."
                raise ToolError(f"{self.name} has no argument {quoted(name, 60)}{meant} It takes: {', '.join(known)}.")
        try:
            self.fn_metadata.arg_model.model_validate(arguments, strict=True)
        except ValidationError as error:
            # the messages only: pydantic's own text holds the input, however long, and an address
            faults = [self._fault(item) for item in error.errors()[:5]]
            raise ToolError(capped(f"{self.name} cannot use its arguments. " + "; ".join(faults))) from None

    def _fault(self, item: ErrorDetails) -> str:
        """What is wrong with one argument."""
        name = str(item["loc"][0]) if item["loc"] else "?"
        if item["type"] != "string_pattern_mismatch" or item.get("ctx", {}).get("pattern") != r"\S":
            return f"{name}: {item['msg']}"
        expected = self.parameters.get("properties", {}).get(name, {}).get("description", "a text")
        return f"{name}: nothing was given, expected: {expected}"
