"""The door of the diagnosis room: logs → what broke, the lines that say so, and the next step."""

from mlwright.diagnosis.diagnose import Cause, Diagnosis, Evidence, diagnose

__all__ = ["Cause", "Diagnosis", "Evidence", "diagnose"]
