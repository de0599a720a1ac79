"""Around every message: what is unknown is a protocol error, crashes tell nothing, errors stay short."""

import logging
from collections.abc import Collection, Mapping
from typing import Any

from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import INTERNAL_ERROR, INVALID_PARAMS
from pydantic import ValidationError

from mlwright.errors import quoted
from mlwright.guards.prompts import PromptRule
from mlwright.guards.text import LONGEST_DATA, LONGEST_MESSAGE, capped, unknown

logger = logging.getLogger(__name__)


class Protocol:
    """A middleware of the SDK: what every message passes on its way in and out."""

    def __init__(self, tools: Collection[str], prompts: Mapping[str, PromptRule], resources: Collection[str]) -> None:
        """The names and addresses that there are."""
        self._tools, self._prompts, self._resources = tools, prompts, resources

    async def __call__(self, ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        """Pass a message on; MCPError for what is unknown, and in place of a crash."""
        self._check(ctx.method, ctx.params or {})
        try:
            return await call_next(ctx)
        except MCPError as error:
            data = capped(error.data, LONGEST_DATA) if isinstance(error.data, str) else error.data
            raise MCPError(error.code, capped(error.message, LONGEST_MESSAGE), data) from error
        except ValidationError:
            raise MCPError(INVALID_PARAMS, f"{quoted(ctx.method, 60)} cannot use its parameters") from None
        except Exception:
            # the SDK would send the exception's text, with code 0
            logger.exception("%s failed", quoted(ctx.method, 60))
            raise MCPError(INTERNAL_ERROR, "a fault of mlwright, not of your request; its log says more") from None

    def _check(self, method: str, params: Mapping[str, Any]) -> None:
        # the SDK answers an unknown tool as a failed call, an unknown prompt with code 0, and echoes addresses whole
        name = params.get("uri" if method == "resources/read" else "name")
        if not isinstance(name, str):
            return  # the SDK refuses that well
        if method == "tools/call" and name not in self._tools:
            raise unknown("tool", name, self._tools)
        if method == "resources/read" and name not in self._resources:
            raise unknown("resource", name)
        if method == "prompts/get":
            if name not in self._prompts:
                raise unknown("prompt", name, self._prompts)
            given = params.get("arguments") or {}
            if isinstance(given, Mapping) and all(isinstance(value, str) for value in given.values()):
                self._prompts[name].check(given)
