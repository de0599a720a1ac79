"""Commands: parse, call one step or room, print. A command's module is imported when the command is asked for."""

import importlib
from collections.abc import Iterator, MutableMapping

import click

from mlwright import __version__

EPILOG = "Exit codes: 0 fine, 1 findings, or gate or run failed, 2 usage or bad input, 130 stopped."
PLACES = {
    "run": "chain",
    "profile": "profile",
    "sample": "sample",
    "spec": "chain",
    "script": "chain",
    "config": "chain",
    "train": "chain",
    "gate": "chain",
    "report": "chain",
    "status": "workspace",
    "approve": "workspace",
    "predict": "workspace",
    "review": "review",
    "explain": "review",
    "audit-run": "review",
    "scan": "scan",
    "diagnose": "diagnose",
    "audit": "functionality",
    "plan": "framing",
    "compact": "framing",
    "ledger": "framing",
    "simulate": "framing",
    "skills": "skills",
    "plugin": "plugin",
    "suggest": "suggest",
    "serve": "machine",
    "doctor": "machine",
}
"""Command → the module of this package that holds it."""


class Commands(MutableMapping[str, click.Command]):
    """All commands by name. Most of them need libraries that others can do without: each is loaded on demand."""

    def __init__(self, places: dict[str, str]) -> None:
        self._places = dict(places)
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            module = importlib.import_module(f"mlwright.cli.{self._places[name]}")
            self._loaded[name] = getattr(module, name.replace("-", "_"))
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._places.setdefault(name, "")
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@click.group(commands=Commands(PLACES), context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, prog_name="mlwright")
def cli() -> None:
    """Machine-learning engineering: from a table to a verified model, and reviews of code for data leakage."""
