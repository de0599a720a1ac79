"""Arguments made at random from what each tool publishes, and mutations of them."""

import copy
from collections.abc import Mapping
from typing import Any

import anyio
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from mcp import Client

from tests.hostile.inputs import PATHS, TEXTS
from tests.hostile.judging import TRIED, faults
from tests.hostile.rows import ROWS
from tests.hostile.serving import ERAS, client, said
from tests.hostile.world import World

EXAMPLES = 25
WORDS = st.text(max_size=80) | st.characters(categories=["Cc", "Cf", "Co", "Zl", "Zp"])
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


def fitting(schema: Mapping[str, Any], known: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Values that a published schema allows, or nearly."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if inner := schema.get("anyOf"):
        return st.one_of(*(fitting(item, known) for item in inner))
    kinds = schema.get("type", "string")
    return st.one_of(*(_of_kind(kind, schema, known) for kind in ([kinds] if isinstance(kinds, str) else kinds)))


def _of_kind(kind: str, schema: Mapping[str, Any], known: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    if kind == "array":
        return st.lists(fitting(schema.get("items", {}), known), max_size=4)
    if kind == "object":
        return st.dictionaries(known | WORDS, known | ANYTHING, max_size=4)
    simple = {"boolean": st.booleans(), "null": st.none(), "integer": st.integers(), "number": st.floats(-10, 1e6)}
    return simple.get(kind, known | WORDS)


def arguments(tool: str, schema: Mapping[str, Any], known: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Arguments as published, with one of them left out, spoilt or added now and then."""
    given = schema["properties"]
    base = ROWS[tool].base
    made = st.fixed_dictionaries(
        {name: (st.just(base[name]) if name in base else st.nothing()) | fitting(given[name], known) for name in base},
        optional={name: fitting(item, known) for name, item in given.items() if name not in base},
    )
    change = st.tuples(
        st.sampled_from(["none", "none", "drop", "spoil", "add"]), st.sampled_from(sorted(given)), ANYTHING
    )
    return st.tuples(made, change, WORDS).map(_changed)


def _changed(drawn: tuple[dict[str, Any], tuple[str, str, Any], str]) -> dict[str, Any]:
    made, (what, name, value), word = copy.deepcopy(drawn[0]), drawn[1], drawn[2]
    if what == "drop":
        made.pop(name, None)
    elif what == "spoil":
        made[name] = value
    elif what == "add":
        made[word] = value
    return made


def schemas(world: World) -> dict[str, Mapping[str, Any]]:
    """Tool → its input schema."""

    async def main() -> dict[str, Mapping[str, Any]]:
        async with client(world.root, "auto") as talk:
            return {tool.name: tool.input_schema for tool in (await talk.list_tools()).tools}

    return anyio.run(main)


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("tool", sorted(set(ROWS) - {"run_training"}))
def test_arguments_made_at_random_do_no_harm(shared: World, tool: str, era: str) -> None:
    schema = schemas(shared)[tool]
    texts = [text for inputs in (PATHS, TEXTS) for values in inputs.values() for text in values(shared)]
    known = st.sampled_from([text for text in texts if len(text) < 10_000])
    before = shared.beyond()

    @seed(20261121)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(batch=st.lists(arguments(tool, schema, known), min_size=1, max_size=6))
    def tried(batch: list[dict[str, Any]]) -> None:
        async def main() -> list[str]:
            async with client(shared.root, era) as talk:
                return [fault for item in batch for fault in await judged(talk, item)]

        async def judged(talk: Client, item: dict[str, Any]) -> list[str]:
            TRIED["fuzz: arguments made from the schema"] += 1
            answer = await said(talk, tool, item)
            return [f"{item!r:.300}: {fault}; said {answer[1][:300]}" for fault in faults(shared, answer)]

        assert anyio.run(main) == []

    tried()

    assert before == shared.beyond()
    assert not shared.ran()
