"""What a prompt's arguments may be: wrong ones are protocol errors that name them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mcp.server.mcpserver.prompts import Prompt
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

from mlwright.guards.text import unknown


class PromptRule(NamedTuple):
    """The arguments that a prompt takes."""

    prompt: Prompt
    longest: int
    """Characters that an argument may have."""

    def check(self, given: Mapping[str, str]) -> None:
        """MCPError when an argument is unknown, missing or too long."""
        name, asked = self.prompt.name, self.prompt.arguments or []
        known = [item.name for item in asked]
        for argument, value in given.items():
            if argument not in known:
                raise unknown(f"argument of {name}", argument, known)
            if len(value) > self.longest:
                raise MCPError(INVALID_PARAMS, f"argument {argument!r} is longer than {self.longest} characters")
        for item in asked:
            if item.required and not given.get(item.name, "").strip():
                raise MCPError(INVALID_PARAMS, f"prompt {name} needs the argument {item.name!r}: {item.description}")


def rules(prompts: Sequence[Prompt], longest: int) -> dict[str, PromptRule]:
    """The rule of each prompt by its name."""
    return {prompt.name: PromptRule(prompt, longest) for prompt in prompts}
