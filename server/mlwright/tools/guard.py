"""What the SDK lets through and we do not: unknown arguments, silent coercion, echoes, answers twice at length."""

import json
from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import Any, Self

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import ValidationError

from mlwright.errors import quoted

UNSAID = ("title", "default", "additionalProperties", "description", "required")
"""What an answer's published schema leaves out: it is always filled completely, and costs tokens in every session."""
LONGEST_ERROR = 1_900
"""Bytes of an error's text: a caller's megabyte is not sent back to it."""


class GuardedTool(Tool):
    """A tool that checks its arguments strictly before the SDK does, and answers once instead of twice at length."""

    @classmethod
    def of(cls, verb: Callable[..., Any], title: str, annotations: ToolAnnotations) -> Self:
        """The tool for a typed function; its name and docstring are what the model reads."""
        description = " ".join((verb.__doc__ or "").split())
        tool = cls.from_function(verb, title=title, description=description, annotations=annotations)
        assert isinstance(tool, cls)  # from_function is a class method that is typed as returning its base
        # the SDK's argument model ignores names it does not know; the published schema says that we refuse them
        tool.parameters = {**_lean(tool.parameters, {"title"}), "additionalProperties": False}
        tool.fn_metadata.output_schema = _lean(tool.fn_metadata.output_schema, UNSAID)
        return tool

    async def run(self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False) -> Any:
        """Run the tool; ToolError names the argument that is wrong."""
        self._check(arguments)
        result = await super().run(arguments, context, convert_result)
        if isinstance(result, CallToolResult) and result.structured_content is not None:
            # the SDK's text is the same value indented, which costs the model a third more
            text = json.dumps(result.structured_content, ensure_ascii=False, separators=(",", ":"))
            return result.model_copy(update={"content": [TextContent(type="text", text=text)]})
        return result

    def _check(self, arguments: dict[str, Any]) -> None:
        known = list(self.parameters.get("properties", {}))
        for name in arguments:
            if name not in known:
                near = get_close_matches(name, known, 1)
                meant = f"; did you mean {near[0]}?" if near else "."
                raise ToolError(f"{self.name} has no argument {quoted(name, 60)}{meant} It takes: {', '.join(known)}.")
        try:
            self.fn_metadata.arg_model.model_validate(arguments, strict=True)
        except ValidationError as error:
            faults = [f"{item['loc'][0] if item['loc'] else '?'}: {item['msg']}" for item in error.errors()[:5]]
            raise ToolError(capped(f"{self.name} cannot use its arguments. " + "; ".join(faults))) from None


def capped(text: str, longest: int = LONGEST_ERROR) -> str:
    """The text, cut to so many bytes of UTF-8."""
    raw = text.encode("utf-8", errors="replace")
    return text if len(raw) <= longest else raw[: longest - 3].decode("utf-8", errors="ignore") + "…"


def _lean(schema: Any, dropped: Collection[str]) -> Any:
    """A JSON schema in fewer tokens: without what pydantic adds from names, and `type` lists instead of unions."""
    if isinstance(schema, list):
        return [_lean(item, dropped) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kinds = [item.get("type") for item in schema.get("anyOf", ()) if set(item) == {"type"}]
    if len(kinds) == len(schema.get("anyOf", (None,))):
        schema = {"type": kinds, **{key: value for key, value in schema.items() if key != "anyOf"}}
    # a property may bear the same name as a keyword; its value is then a schema
    return {
        key: _lean(value, dropped) for key, value in schema.items() if key not in dropped or isinstance(value, dict)
    }
