"""What an agent can call: each tool is one call into a room or a step, with a short typed answer."""

from mlwright.tools.roots import Roots
from mlwright.tools.toolbox import toolbox

__all__ = ["Roots", "toolbox"]
