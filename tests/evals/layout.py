"""What a case of `claude plugin eval` may hold, and what its graders say of a transcript.

Written after the checks and the graders of the command itself (2.1.329), as far as our cases use them: unknown keys are
refused here although some are passed over there.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

JS_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Call(_Strict):
    """A call of a tool in a transcript; its input as the JSON that was sent."""

    tool: str
    input: str = "{}"


class Transcript(_Strict):
    """What a run leaves to its graders."""

    last_message: str
    calls: tuple[Call, ...] = ()


class Regex(_Strict):
    """Whether the last message holds a pattern."""

    type: Literal["regex"]
    name: str
    target: Literal["last_message"] = "last_message"
    pattern: str
    flags: str = Field("", pattern="^[ims]*$")
    match: Literal["contains", "not_contains"] = "contains"
    weight: float = Field(1, gt=0)
    arm: Literal["with-only", "both"] | None = None

    def passes(self, run: Transcript) -> bool:
        """The grader's verdict on a transcript."""
        flags = re.ASCII
        for sign in self.flags:
            flags |= JS_FLAGS[sign]
        return bool(re.search(self.pattern, run.last_message, flags)) == (self.match == "contains")


class ToolUsed(_Strict):
    """How often a tool was called with such an input."""

    type: Literal["tool_used"]
    name: str
    tool: str
    input_match: str | None = None
    min: int = Field(1, ge=0)
    max: int | None = Field(None, ge=0)
    weight: float = Field(1, gt=0)
    arm: Literal["with-only", "both"] | None = None

    def passes(self, run: Transcript) -> bool:
        """The grader's verdict on a transcript."""
        inputs = [call.input for call in run.calls if call.tool == self.tool]
        fitting = sum(bool(re.search(self.input_match or "", text)) for text in inputs)
        return self.min <= fitting and (self.max is None or fitting <= self.max)


class Context(_Strict):
    """What is laid into the folder of a run."""

    scaffold_script: str


class Execution(_Strict):
    """The request and its limits."""

    prompt: str = Field(min_length=2)
    max_turns: int = Field(10, gt=0, le=200)
    timeout_seconds: int = Field(300, gt=0, le=3600)
    allowed_tools: tuple[str, ...] = ()


class Case(_Strict):
    """One case.yaml."""

    schema_version: Literal["1.1"]
    name: str = Field(min_length=1)
    description: str
    tags: tuple[str, ...]
    runs: int = Field(3, gt=0, le=50)
    context: Context | None = None
    execution: Execution
    graders: Annotated[tuple[Annotated[Regex | ToolUsed, Field(discriminator="type")], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_are_different(self) -> "Case":
        names = [grader.name for grader in self.graders]
        if len(set(names)) < len(names):
            raise ValueError("two graders have one name")
        return self


def read_case(path: Path) -> Case:
    """One case; ValueError says what its layout breaks."""
    held: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Case.model_validate(held)
