"""The door of the scanning room: files → secrets, personal data, unsafe artefacts, unpinned supplies."""

from mlwright.scanning.scan import Scan, examine, scan

__all__ = ["Scan", "examine", "scan"]
