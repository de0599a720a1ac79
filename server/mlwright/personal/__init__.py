"""Personal data: kinds of it in values and names of columns, and masks that leave the shape."""

from mlwright.personal.kinds import KINDS, WORDS, PersonalKind
from mlwright.personal.masks import mask, mask_within
from mlwright.personal.names import kind_by_name, kind_of
from mlwright.personal.values import kind_of_values

__all__ = ["KINDS", "WORDS", "PersonalKind", "kind_by_name", "kind_of", "kind_of_values", "mask", "mask_within"]
