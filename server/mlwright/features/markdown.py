"""FeatureSpec → feature-spec.md: YAML front matter, which is the truth, then tables for people."""

from collections.abc import Iterable, Iterator
from html import escape

import yaml

from mlwright.errors import LONGEST_QUOTE
from mlwright.specs import FeatureSpec

FENCE = "---"
MARKUP = frozenset("\\`*_[]|~#$@!")
HOW_TO_CHANGE = (
    "Edit the front matter above, then run `mlwright spec WORKSPACE`, which checks the edit against the table; the "
    "text below it is for reading only and is not rewritten. "
    "To leave a column out, delete its entry under `features`. To use one, delete its entry under `dropped` and add "
    "one under `features` with `name`, `kind`, `encode` and `why`, as the others have."
)


class _Dumper(yaml.SafeDumper):
    """Writes what YAML would fold or mistake for structure as one escaped line, so that any text survives."""

    def ignore_aliases(self, data: object) -> bool:
        """Repeat equal values: anchors are hard to edit by hand."""
        del data
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None if value.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def to_markdown(spec: FeatureSpec) -> str:
    """The spec as a page; `from_markdown` gives an equal spec back."""
    front = yaml.dump(spec.model_dump(mode="json"), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return f"{FENCE}\n{front}{FENCE}\n\n" + "\n".join(_page(spec)) + "\n"


def _page(spec: FeatureSpec) -> Iterator[str]:
    yield f"# Feature spec: predict {cell(spec.target)}"
    yield from ("", f"Goal: {cell(spec.goal, longest=2000) or 'not given'}", "", _task(spec))
    yield from ("", f"## Features ({len(spec.features)})", "")
    yield from _table(
        ("column", "kind", "encoded as", "why"),
        ((item.name, item.kind, item.encode, item.why) for item in spec.features),
    )
    yield from ("", f"## Left out ({len(spec.dropped)})", "")
    yield from _table(("column", "reason", "why"), ((item.name, item.reason, item.why) for item in spec.dropped))
    yield from ("", f"## Choices ({len(spec.choices)})", "")
    yield from _table(("trouble", "seen", "done"), ((item.about, item.seen, item.choice) for item in spec.choices))
    yield from ("", f"## Questions ({len(spec.questions)})", "")
    yield from _table(
        ("about", "question", "to change it"),
        ((item.about or "the table", item.text, item.change) for item in spec.questions),
    )
    yield from ("", "## Split", "", _split(spec), "", "## How to change it", "", HOW_TO_CHANGE)


def _task(spec: FeatureSpec) -> str:
    line = f"Task: {spec.task} on {spec.rows:,} rows."
    if spec.classes:
        line += f" Classes: {', '.join(cell(name, longest=40) for name in spec.classes[:20])}."
    return line + (f" Positive class: {cell(spec.positive)}." if spec.positive is not None else "")


def _split(spec: FeatureSpec) -> str:
    split = spec.split
    size = f"the last {split.horizon} periods" if split.strategy == "forecast" else f"{split.test_size:.0%}"
    column = f", column {cell(split.column)}" if split.column is not None else ""
    parts = f"test part {size}, {split.folds} folds"
    return f"Strategy {split.strategy}{column}; {parts}. Why: {cell(split.reason, longest=1000)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    lines = [f"| {' | '.join(cell(text, longest=1000) for text in row)} |" for row in rows]
    if not lines:
        yield "None."
        return
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from lines


def cell(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Text from data as one line of Markdown that shows it and does nothing else: no markup, no HTML, no links."""
    shown = text if len(text) <= longest else text[: longest - 1] + "…"
    flat = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in shown)
    quiet = "".join(f"\\{sign}" if sign in MARKUP else sign for sign in flat)
    return escape(quiet.replace("://", "\\://"), quote=False)
