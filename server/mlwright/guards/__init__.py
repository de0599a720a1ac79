"""What the SDK of the protocol lets through and we do not; everything that enters or leaves the server passes here."""

from mlwright.guards.locks import Writers
from mlwright.guards.prompts import rules
from mlwright.guards.protocol import Protocol
from mlwright.guards.text import capped, legible, presentable, shown, unknown
from mlwright.guards.tools import LARGEST_ANSWER, GuardedTool

__all__ = [
    "LARGEST_ANSWER",
    "GuardedTool",
    "Protocol",
    "Writers",
    "capped",
    "legible",
    "presentable",
    "rules",
    "shown",
    "unknown",
]
