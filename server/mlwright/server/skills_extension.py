"""The protocol's extension for skills: what there is, one of them, and what lies in a folder."""

from collections.abc import Sequence
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.extension import Extension, MethodBinding
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, PaginatedRequestParams
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from pydantic import Field

from mlwright.errors import quoted
from mlwright.guards import unknown
from mlwright.server.bundles import Bundles

PAGE_SIZE = 50
FRESH_MS = 60 * 60 * 1000
"""A server's skills change only with its version; a client may ask again after an hour."""
FRESHNESS = {"ttlMs": FRESH_MS, "cacheScope": "public"}

Ctx = ServerRequestContext[Any, Any]


class AddressParams(PaginatedRequestParams):
    """Parameters that name a resource."""

    uri: str = Field(max_length=2000)


class SkillsExtension(Extension):
    """`io.modelcontextprotocol/skills`, with folders that can be read."""

    identifier = "io.modelcontextprotocol/skills"

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles

    def settings(self) -> dict[str, Any]:
        """What the server says that it can do."""
        return {"directoryRead": True}

    def methods(self) -> Sequence[MethodBinding]:
        """The extension's methods; the older protocol has no extensions."""
        versions = frozenset(MODERN_PROTOCOL_VERSIONS)
        return (
            MethodBinding("skills/list", PaginatedRequestParams, self._list, versions),
            MethodBinding("skills/get", AddressParams, self._get, versions),
            MethodBinding("resources/directory/read", AddressParams, self._directory, versions),
        )

    async def _list(self, _: Ctx, params: PaginatedRequestParams) -> dict[str, Any]:
        skills, following = _page(list(self._bundles.skills.values()), params.cursor)
        return {"skills": [self._bundles.entry(skill) for skill in skills], **following, **FRESHNESS}

    async def _get(self, _: Ctx, params: AddressParams) -> dict[str, Any]:
        skill = self._bundles.skills.get(params.uri)
        if skill is None:
            raise unknown("skill", params.uri)
        return {"skill": self._bundles.entry(skill), **FRESHNESS}

    async def _directory(self, _: Ctx, params: AddressParams) -> dict[str, Any]:
        children, following = _page(self._bundles.children(params.uri), params.cursor)
        if not children:
            raise unknown("directory", params.uri)
        return {"resources": children, **following}


def _page(entries: list[Any], cursor: str | None) -> tuple[list[Any], dict[str, str]]:
    starts = [str(start) for start in range(PAGE_SIZE, len(entries), PAGE_SIZE)]
    if cursor is not None and cursor not in starts:
        raise MCPError(INVALID_PARAMS, f"there is no page {quoted(cursor, 60)}")
    start = int(cursor or 0)
    following = str(start + PAGE_SIZE)
    return entries[start : start + PAGE_SIZE], {"nextCursor": following} if following in starts else {}
