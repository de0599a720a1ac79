"""Evidence of leakage: in the tables themselves, and in a script's own run."""

from mlwright.auditing.duplicates import unchecked
from mlwright.auditing.parts import Parts
from mlwright.auditing.running import audit_run
from mlwright.auditing.tables import review_data

__all__ = ["Parts", "audit_run", "review_data", "unchecked"]
