"""Every argument of every tool takes every hostile input: refused or harmless, and nothing outside is touched."""

import json
import pickle
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import anyio
import pytest

from tests.hostile import rows
from tests.hostile.inputs import NAMES, ODD, OUTSIDE, PATHS, TEXTS, WRONG
from tests.hostile.judging import LARGEST_ERROR, TRIED, faults
from tests.hostile.rows import ROWS, shaped, textual
from tests.hostile.serving import ERAS, client, said
from tests.hostile.world import World

Schemas = Mapping[str, Mapping[str, Any]]


async def schemas(talk: Any) -> dict[str, Schemas]:
    """Tool → argument → schema, as published."""
    return {tool.name: tool.input_schema.get("properties", {}) for tool in (await talk.list_tools()).tools}


async def tried(talk: Any, world: World, tool: str, arguments: Mapping[str, Any], kind: str, odd: bool) -> list[str]:
    """Faults of one call; `odd` says that it must be refused."""
    TRIED[kind] += 1
    answer = await said(talk, tool, arguments)
    found = faults(world, answer)
    if odd and not answer[0]:
        found.append("it was not refused")
    return [f"{tool}({json.dumps(arguments, default=str)[:160]}): {fault}; said {answer[1][:300]}" for fault in found]


def published() -> list[str]:
    """The tools of a server, by asking it."""

    async def main() -> list[str]:
        async with client(Path.cwd(), "auto") as talk:
            return sorted(await schemas(talk))

    return anyio.run(main)


def calls(tool: str, given: Schemas, world: World, era: str) -> list[tuple[dict[str, Any], str, bool]]:
    """(arguments, class, must be refused) for one tool: every path in both eras, every text in one of them."""
    row, made = ROWS[tool], []
    for name, kind in row.kinds.items():
        inputs = PATHS if kind in rows.PATH_KINDS else TEXTS
        for label, values in inputs.items():
            refused = label in OUTSIDE or (label in ODD and kind in rows.MUST_EXIST)
            made_of = values(world)
            for value in made_of if kind in rows.PATH_KINDS else made_of[ERAS.index(era) :: len(ERAS)]:
                # an optional path that is left empty is not given
                blank = not value and kind != rows.READ_PATH
                arguments = {**row.base, name: shaped(given[name], value)}
                made.append((arguments, label, refused and kind in rows.PATH_KINDS and not blank))
    return made


@pytest.mark.parametrize("era", ERAS)
def test_every_tool_and_every_argument_that_takes_text_has_a_row(shared: World, era: str) -> None:
    async def main() -> dict[str, Schemas]:
        async with client(shared.root, era) as talk:
            return await schemas(talk)

    listed = anyio.run(main)

    assert set(listed) <= set(ROWS)
    for tool, given in listed.items():
        assert {name for name, schema in given.items() if textual(schema)} == set(ROWS[tool].kinds), tool


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("tool", published())
def test_hostile_paths_and_texts_do_no_harm(shared: World, tool: str, era: str) -> None:
    before = shared.beyond()
    shared.ran()
    found: list[str] = []

    async def main() -> int:
        async with client(shared.root, era) as talk:
            given = (await schemas(talk))[tool]
            for arguments, label, refused in calls(tool, given, shared, era):
                found.extend(await tried(talk, shared, tool, arguments, label, refused))
            return len((await talk.list_tools()).tools)

    listed = anyio.run(main)

    assert not found, "\n".join(found[:20])
    assert before == shared.beyond()
    assert not shared.ran()
    assert listed > 0


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("tool", published())
def test_wrong_values_and_unknown_names_are_refused_briefly(shared: World, tool: str, era: str) -> None:
    found: list[str] = []

    async def main() -> int:
        async with client(shared.root, era) as talk:
            given = (await schemas(talk))[tool]
            async for arguments, label, refused in spoilt(tool, given):
                found.extend(await tried(talk, shared, tool, arguments, label, refused))
            return len((await talk.list_tools()).tools)

    listed = anyio.run(main)

    assert not found, "\n".join(found[:20])
    assert listed > 0


async def spoilt(tool: str, given: Schemas) -> AsyncIterator[tuple[dict[str, Any], str, bool]]:
    base = dict(ROWS[tool].base)
    for name in given:
        for label, values in WRONG.items():
            for value in values:
                yield {**base, name: value}, label, False
    for name in NAMES:
        if name not in given:
            yield {**base, name: "x"}, "argument: unknown name", True
    for name in base:
        yield {key: value for key, value in base.items() if key != name}, "argument: missing", False
    yield {}, "argument: missing", False


@pytest.mark.parametrize("era", ERAS)
def test_unknown_tools_are_refused_briefly(shared: World, era: str) -> None:
    names = ["", "profile-data", "../profile_data", "x" * 100_000, "\x1b[31m", "\u202e", "__init__", "tools/list"]

    async def main() -> list[str]:
        async with client(shared.root, era) as talk:
            found = []
            for name in names:
                TRIED["tool: unknown name"] += 1
                answer = await said(talk, name, {})
                found += [f"{name[:40]!r}: {fault}" for fault in faults(shared, answer)]
                assert answer[0], name
            return found

    assert anyio.run(main) == []


def test_a_harmful_answer_would_be_noticed(shared: World) -> None:
    def judged(refused: bool, text: str) -> list[str]:
        return faults(shared, (refused, json.dumps({"text": text}), len(text)))

    assert judged(False, "fine") == []
    assert judged(True, "") == ["the error is empty"]
    for text in (shared.token, "\x1b[31m", "\u202e", "x" * 40_000, "Traceback"):
        assert len(judged(False, text)) == 1, text[:20]
    assert judged(True, "x" * LARGEST_ERROR) != []


def test_a_change_outside_would_be_noticed(world: World) -> None:
    before = world.beyond()
    (world.outside / "new.txt").write_text("new")
    assert before != world.beyond()
    (world.outside / "new.txt").unlink()
    before = world.beyond()
    (world.home / "secret.csv").write_text("changed")
    assert before != world.beyond()


def test_planted_programs_would_leave_their_mark(world: World) -> None:
    world.ran()
    for control in (("status",), ("diff",), ("add", "-A")):
        world.plainly(*control)
        assert world.ran(), control
    pickle.loads(world.pickle())
    assert world.ran()
