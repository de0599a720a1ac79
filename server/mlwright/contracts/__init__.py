"""Data contracts in the Open Data Contract Standard: written from a profile, read back as rules."""

from mlwright.contracts.reading import parse_contract
from mlwright.contracts.writing import data_contract

__all__ = ["data_contract", "parse_contract"]
