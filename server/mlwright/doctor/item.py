"""One thing that was looked for, and the table of all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One thing that was looked for."""

    group: str
    name: str
    found: str
    ok: bool
    required: bool = False
    costs: str = ""
    """What does not work as it is; empty when nothing is amiss."""
    fix: tuple[str, ...] = ()
    """Lines to type."""

    @property
    def mark(self) -> str:
        """✓ fine, ✗ needed and not there, – could be there."""
        return "✓" if self.ok else "✗" if self.required else "–"


def table(items: Iterable[Item]) -> Iterator[str]:
    """The items as lines for people, group by group; what is amiss carries its price and its remedy."""
    group = ""
    for item in items:
        if item.group != group:
            yield item.group if not group else f"\n{item.group}"
            group = item.group
        yield f"  {item.mark} {item.name:16} {item.found}"
        if item.costs:
            yield f"      {item.costs}"
        yield from (f"      → {line}" for line in item.fix)
