"""What a kind of failure is made of."""

import re
from typing import Literal, NamedTuple

Category = Literal["environment", "missing fixture", "flaky", "broken CI", "code or data", "no failure", "unknown"]


class Signature(NamedTuple):
    """A kind of failure: its category and name, how a line of it reads, and what to do next.

    `weight` orders kinds that are found together: a cause goes before the failures that follow from it.
    """

    category: Category
    name: str
    weight: int
    form: re.Pattern[str]
    step: str


def row(category: Category, name: str, weight: int, step: str, *forms: str) -> Signature:
    return Signature(category, name, weight, re.compile("|".join(forms), re.MULTILINE), step)
