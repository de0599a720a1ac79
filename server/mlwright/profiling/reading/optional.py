"""Packages that only some sources need, imported when one is read."""

import importlib
from typing import Any

from mlwright.errors import InputError


def need(module: str, extra: str, what: str) -> Any:
    """A module, or the sentence that names the package to install, as InputError."""
    try:
        return importlib.import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise InputError(
            f"Reading {what} needs the package {package}, which is not installed.",
            f"pip install 'mlwright[{extra}]', or export the table as CSV or Parquet.",
        ) from None
