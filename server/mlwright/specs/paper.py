"""What all papers share: frozen, no unknown keys, no non-finite numbers, a stable fingerprint."""

import hashlib
import json
import math
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


Number = Annotated[float | None, BeforeValidator(_finite)]
"""A measured number; NaN and infinity become null, since JSON has neither."""


class Part(BaseModel):
    """A piece of a paper."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Paper(Part):
    """A file in the workspace."""

    schema_version: Literal[1] = 1


def canonical_json(value: BaseModel) -> str:
    """Every declared field, keys sorted, no spaces: equal papers give equal text in any process."""
    return json.dumps(value.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(value: BaseModel) -> str:
    """SHA-256 over all declared fields, as 64 hex digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
