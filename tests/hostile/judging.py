"""What an answer to a hostile input must be like, and how many inputs were tried."""

import json
import re
from collections import Counter
from unicodedata import category

from tests.hostile.serving import Said, texts
from tests.hostile.world import World

LARGEST_ERROR = 2_048
MOST_TOKENS = 8_000
SPOILT = (
    "Traceback",
    "errors.pydantic.dev",
    "site-packages",
    "a fault of mlwright",
    "root:x:0:0",
)
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's categories of what is not seen, or changes how the rest is seen."""
TRIED: Counter[str] = Counter()
"""Class → inputs tried so far in this run."""


def faults(world: World, answer: Said) -> list[str]:
    """What is wrong with an answer; nothing when it is harmless."""
    refused, whole, size = answer
    said = [*texts(json.loads(whole))]
    found = []
    if any(world.token in text for text in (whole, *said)):
        found.append("it shows what lies outside the roots")
    if raw := {sign for text in said for sign in text if category(sign) in UNSEEN and sign != "\n"}:
        found.append(f"it holds raw control characters {sorted(map(hex, map(ord, raw)))[:5]}")
    if len(whole.encode("utf-8", "replace")) / 4 > MOST_TOKENS:
        found.append(f"it has {len(whole) // 4} tokens")
    if refused and size >= LARGEST_ERROR:
        found.append(f"the error has {size} bytes")
    if refused and not size:
        found.append("the error is empty")
    if re.search(r'Error executing tool \w+"', whole):
        found.append("the error says nothing")
    found += [f"it says {word!r}" for word in SPOILT if word in whole]
    return found


def table() -> str:
    """The classes and how many inputs of each were tried, as Markdown."""
    lines = ["| class | inputs tried |", "|---|---|"]
    lines += [f"| {name} | {count:,} |" for name, count in sorted(TRIED.items())]
    return "\n".join([*lines, f"| all | {sum(TRIED.values()):,} |"])
