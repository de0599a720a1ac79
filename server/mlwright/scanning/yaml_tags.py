"""YAML that asks its reader to build Python objects."""

import re
from collections.abc import Iterator

from mlwright.scanning.findings import visible
from mlwright.scanning.passages import Passage
from mlwright.scanning.secrets import Hit

TAG = re.compile(r"!!python/(?P<what>object(?:/new|/apply)?|name|module)(?::(?P<name>[\w.]{1,120}))?")


def python_tags(passage: Passage) -> Iterator[Hit]:
    """Tags by which an unsafe YAML loader imports and calls."""
    if not passage.path.lower().endswith((".yaml", ".yml")):
        return
    for found in TAG.finditer(passage.text):
        message = f"the tag `{visible(found.group(), 120)}`: an unsafe loader would import or call it"
        calls = found["what"].startswith("object/")
        yield Hit("SC824", "high" if calls else "medium", found.start(), message, found.group())
