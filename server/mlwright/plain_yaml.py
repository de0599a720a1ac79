"""YAML as our papers write it: data without tags, and without names for nodes."""

from typing import Any

import yaml

LARGEST = 16 * 1024 * 1024
"""Characters; a spec of 20,000 columns has less than half of them."""


class PlainLoader(yaml.SafeLoader):
    """Refuses `&name` and `*name`: with them a few lines stand for millions, which printing or checking would meet."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node; ComposerError when it has a name or is one."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it open
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise yaml.composer.ComposerError(
                None,
                None,
                "an anchor (&) or alias (*), which no paper of ours has: write the value out, or put it in quotes",
                event.start_mark,
            )
        return super().compose_node(parent, index)


def load(text: str, loader: type[PlainLoader] = PlainLoader) -> Any:
    """The value of a YAML text; YAMLError, ValueError, TypeError or RecursionError where it is not plain YAML."""
    if len(text) > LARGEST:
        raise yaml.YAMLError(f"it has more than {LARGEST:,} characters")
    return yaml.load(text, Loader=loader)
