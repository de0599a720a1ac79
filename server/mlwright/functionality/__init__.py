"""The functionality audit: every command that the papers show does what they say. The door: audit."""

from mlwright.functionality.documents import Shown, shown_in
from mlwright.functionality.running import Outcome, audit
from mlwright.functionality.scratch import build

__all__ = ["Outcome", "Shown", "audit", "build", "shown_in"]
