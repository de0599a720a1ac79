"""Skills for hosts that only see tools: read one, and fill in one's variables."""

import difflib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from mcp.server.mcpserver import Context
from pydantic import Field

from mlwright.errors import InputError, quoted
from mlwright.guards import LARGEST_ANSWER, legible
from mlwright.skills import Skill, find_skill
from mlwright.tools.answers import RenderedAnswer, SkillAnswer, SkillLine
from mlwright.tools.calls import asked, in_thread
from mlwright.tools.roots import Roots

Ctx = Context[Any, Any]
LARGEST_PAGE = LARGEST_ANSWER - 2_000
"""Bytes of a page of text as JSON; the rest of the answer is small."""
MOST_VARIABLES = 100

SkillName = Annotated[str, Field(description="Skill", max_length=100)]
Offset = Annotated[int, Field(description="next_offset of the page before", ge=0, le=100_000_000)]
VariableName = Annotated[str, Field(max_length=100)]


class SkillTools:
    """The skills of one server, as they were read when it started."""

    def __init__(self, skills: Sequence[Skill], roots: Roots) -> None:
        self._skills = tuple(skills)
        self._roots = roots

    async def read_skill(
        self,
        name: Annotated[str, Field(description="Default: the list of skills", max_length=100)] = "",
        file: Annotated[str, Field(description="File of the skill; default SKILL.md", max_length=300)] = "",
        offset: Offset = 0,
    ) -> SkillAnswer:
        """Read a procedure before following it; without a name, what there is."""
        with asked():
            if not name:
                return self._listing()
            skill = find_skill(name, self._skills)
            part, following = paged(_text(skill, file or "SKILL.md"), offset)
        return SkillAnswer(skills=[], skill=skill.name, file=file or "SKILL.md", text=part, next_offset=following)

    async def run_skill(
        self,
        ctx: Ctx,
        name: SkillName,
        variables: Annotated[
            dict[VariableName, Any], Field(description="As read_skill says", max_length=MOST_VARIABLES)
        ] = {},  # noqa: B006 - shown in the schema, never changed
        offset: Offset = 0,
    ) -> RenderedAnswer:
        """Fill in a skill's declared variables and return its text. Nothing is written or done."""
        with asked():
            skill = find_skill(name, self._skills)
            check_size(variables)

        def work(rendering: Any, _: Callable[..., None]) -> RenderedAnswer:
            part, following = paged(legible(rendering.render(skill, variables, self._roots.first)), offset)
            return RenderedAnswer(skill=skill.name, text=part, next_offset=following)

        return await in_thread(ctx, work, "mlwright.skills.rendering")

    def _listing(self) -> SkillAnswer:
        lines = [
            SkillLine(name=skill.name, description=skill.description, files=list(skill.files)) for skill in self._skills
        ]
        return SkillAnswer(skills=lines, skill="", file="", text="").fitted()


def check_size(values: Mapping[str, Any]) -> None:
    """InputError when values have more characters than any skill can show."""
    size = len(json.dumps(values))
    if size > LARGEST_ANSWER:
        raise InputError(f"the variables have {size} characters", f"{LARGEST_ANSWER} are allowed")


def paged(text: str, offset: int) -> tuple[str, int | None]:
    """As much of a text from an offset on as an answer holds, in whole lines, and where the rest begins.

    Raises InputError when the text ends before the offset.
    """
    if offset and offset >= len(text):
        raise InputError(f"the text has {len(text)} characters, offset is {offset}", "begin at 0")
    part = text[offset : offset + LARGEST_PAGE]
    while len(json.dumps(part, ensure_ascii=False).encode()) > LARGEST_PAGE:
        part = part[: len(part) * 3 // 4]
    end = offset + len(part)
    if end == len(text):
        return part, None
    lines = part.rfind("\n") + 1
    return (part[:lines], offset + lines) if lines else (part, end)


def _text(skill: Skill, file: str) -> str:
    if file not in skill.files:
        near = difflib.get_close_matches(file, skill.files, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise InputError(
            f"skill {skill.name} has no file {quoted(file, 80)}", f"{hint}it has {', '.join(list(skill.files)[:40])}"
        )
    try:
        return legible(skill.files[file].decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{quoted(file, 80)} is not text") from None
