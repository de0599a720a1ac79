"""Modules that a server needs only when a tool is called: it must answer before they are loaded."""

import importlib
from typing import Any


class Deferred:
    """A module that is loaded when something of it is first asked for."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self._module), name)
