"""What an agent can call: eight verbs, each one call into `mlwright.steps`, with short typed answers."""

from mlwright.tools.guard import GuardedTool
from mlwright.tools.roots import Roots
from mlwright.tools.verbs import toolbox

__all__ = ["GuardedTool", "Roots", "toolbox"]
