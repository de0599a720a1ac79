"""The MCP server: tools, prompts and skills, for both eras of the protocol. `over_http` has what HTTP needs besides."""

from mlwright.server.building import INSTRUCTIONS, create_server
from mlwright.server.over_stdio import serve

__all__ = ["INSTRUCTIONS", "create_server", "serve"]
