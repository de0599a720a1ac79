"""What a project has already: code for training, serving and so on, pipelines, trackers, data and models."""

from mlwright.scanning.inventory.collecting import take_inventory
from mlwright.scanning.inventory.entries import ROLES, Entry, Inventory, Role

__all__ = ["ROLES", "Entry", "Inventory", "Role", "take_inventory"]
