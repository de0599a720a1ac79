"""Skills: what an agent reads, what it declares, and what is made from it."""

from mlwright.skills.reading import Skill, find_skill, read_skill, read_skills
from mlwright.skills.variables import LONGEST_ARGUMENT, PHASES, Declaration, Variable

__all__ = [
    "LONGEST_ARGUMENT",
    "PHASES",
    "Declaration",
    "Skill",
    "Variable",
    "find_skill",
    "read_skill",
    "read_skills",
]
