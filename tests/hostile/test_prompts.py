"""Prompts, resources and the methods of the skills extension, with names and arguments that nobody means well."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import pytest
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

from tests.hostile.inputs import OUTSIDE, PATHS, TEXTS
from tests.hostile.judging import TRIED, faults
from tests.hostile.serving import ERAS, Wire, client, modern, request, said
from tests.hostile.world import World

URIS = [
    "skill://../x",
    "skill://../../outside/secret.csv",
    "skill://mlops/../../outside/secret.csv",
    "skill://mlops/../mle-workflow/SKILL.md",
    "skill://mlops/%2e%2e/mle-workflow/SKILL.md",
    "skill://mlops/..%2f..%2foutside",
    "skill:///etc/passwd",
    "skill://mlops//etc/passwd",
    "skill://mlops/SKILL.md\0",
    "skill://mlops/SKILL.md?x=1",
    "skill://mlops/SKILL.md#x",
    "skill://mlops",
    "skill://",
    "skill:",
    "SKILL://mlops/SKILL.md",
    "skill://user:word@mlops/SKILL.md",
    "skill://mlops/" + "a/" * 3_000,
    "skill://" + "x" * 1_000_000,
    "skill://mlops/\x1b[31m",
    "skill://mlops/\u202e",
    "file:///etc/passwd",
    "http://127.0.0.1:9/",
    "",
    "../mlops/SKILL.md",
]


async def heard(world: World, kind: str, ask: Callable[[], Awaitable[Any]]) -> tuple[bool, list[str], int]:
    """Whether a request was refused, the faults of its answer, and the error's code."""
    TRIED[kind] += 1
    with anyio.fail_after(20):
        try:
            answer = await ask()
        except MCPError as error:
            text = json.dumps([error.error.message, error.error.data], ensure_ascii=False)
            return True, faults(world, (True, text, len(text.encode()))), error.error.code
    return False, faults(world, (False, answer.model_dump_json(by_alias=True), 0)), 0


@pytest.mark.parametrize("era", ERAS)
def test_prompts_take_hostile_names_and_arguments(shared: World, era: str) -> None:
    before = shared.beyond()
    texts = [text for inputs in (PATHS, TEXTS) for values in inputs.values() for text in values(shared)]

    async def main() -> list[str]:
        found = []
        async with client(shared.root, era) as talk:
            prompts = (await talk.list_prompts()).prompts
            for text in texts:
                refused, wrong, code = await heard(shared, "prompt: name", lambda t=text: talk.get_prompt(t))
                found += [f"{text[:60]!r}: {fault}" for fault in wrong]
                assert (refused, code) == (True, INVALID_PARAMS), text[:60]
            for prompt in prompts:
                asked = [item.name for item in prompt.arguments or []]
                for text in texts[:: len(prompts) // 2 + 1]:
                    for name in asked:
                        given = {
                            **{item.name: "people.csv" for item in prompt.arguments or [] if item.required},
                            name: text,
                        }
                        _, wrong, code = await heard(
                            shared, "prompt: argument", lambda p=prompt.name, g=given: talk.get_prompt(p, g)
                        )
                        found += [f"{prompt.name} {name}={text[:60]!r}: {fault}" for fault in wrong]
                        assert code in (0, INVALID_PARAMS)
        return found

    assert anyio.run(main) == []
    assert before == shared.beyond()
    assert not shared.ran()


@pytest.mark.parametrize("era", ERAS)
def test_resources_outside_the_bundles_do_not_exist(shared: World, era: str) -> None:
    uris = [*URIS, *(f"skill://mlops/{text}" for values in OUTSIDE.values() for text in values(shared))]

    async def main() -> list[str]:
        found = []
        async with client(shared.root, era) as talk:
            for uri in uris:
                refused, wrong, code = await heard(shared, "resource: address", lambda u=uri: talk.read_resource(u))
                found += [f"{uri[:60]!r}: {fault}" for fault in wrong]
                assert (refused, code) == (True, INVALID_PARAMS), uri[:80]
        return found

    assert anyio.run(main) == []


def test_the_skills_extension_refuses_addresses_outside_the_bundles(shared: World) -> None:
    with Wire(shared.root, shared.home) as wire:
        wire.send(modern("discover", "server/discover"))
        assert "io.modelcontextprotocol/skills" in wire.answer("discover")["result"]["capabilities"]["extensions"]
        for number, uri in enumerate(URIS):
            for method in ("skills/get", "resources/directory/read", "resources/read"):
                if uri == "skill://mlops" and method == "resources/directory/read":
                    continue  # the folder of a skill may be read
                TRIED["skills extension: address"] += 1
                wire.send(modern(f"{method}{number}", method, uri=uri))
                answer = wire.answer(f"{method}{number}")
                assert answer["error"]["code"] == INVALID_PARAMS, (method, uri[:60], str(answer)[:300])
                said = json.dumps(answer["error"], ensure_ascii=False)
                assert faults(shared, (True, said, len(said.encode()))) == [], (method, uri[:60])
        for number, cursor in enumerate(["", "-1", "999999", "x" * 10_000, "\x1b[31m", "../x", "\u202e"]):
            TRIED["skills extension: cursor"] += 1
            wire.send(modern(f"cursor{number}", "skills/list", cursor=cursor))
            said = json.dumps(wire.answer(f"cursor{number}"), ensure_ascii=False)
            assert faults(shared, ("error" in said, said, len(said.encode()) if "error" in said else 0)) == [], cursor[
                :60
            ]
        assert wire.end() == 0


def test_the_skills_extension_is_not_there_in_the_older_era(shared: World) -> None:
    with Wire(shared.root, shared.home) as wire:
        wire.hello()
        wire.send(request(1, "skills/get", uri="skill://../x"))

        assert "error" in wire.answer(1)
        assert wire.end() == 0


OVERRIDES = ["mlops", "model-productionizer", "ml-engineer", "hostile"]


@pytest.mark.parametrize("kind", ["file", "folder", "all", "template", "page", "yaml"])
def test_skills_of_the_served_folder_show_nothing_outside_and_run_nothing(world: World, kind: str) -> None:
    base = world.root / ".mlwright" / "skills"
    (world.outside / "plan.md.jinja").write_text(f"{world.token} {{{{ model_name }}}}\n")
    (world.outside / "SKILL.md").write_text(f"---\nname: hostile\ndescription: {world.token}\n---\n{world.token}\n")
    code = f"{{{{ ().__class__.__base__.__subclasses__() }}}}{{% include '{world.secret}' %}}{{{{ self.__init__ }}}}"
    if kind == "all":
        base.parent.mkdir()
        base.symlink_to(world.outside)
    else:
        base.mkdir(parents=True)
        for name in OVERRIDES:
            place = base / name
            if kind == "folder":
                place.symlink_to(world.outside)
                continue
            place.mkdir()
            for file in ("plan.md.jinja", "SKILL.md"):
                if kind == "file":
                    (place / file).symlink_to(world.outside / file)
            if kind == "template":
                (place / "plan.md.jinja").write_text(code)
            if kind == "page":
                (place / "SKILL.md").write_text(
                    f"---\nname: {name}\ndescription: \x1b[31m\u202e\n---\n{code}\x1b[31m\n"
                )
            if kind == "yaml":
                (place / "SKILL.md").write_text(
                    f"---\nname: !!python/object/apply:os.system ['{world.program}']\n---\nx\n"
                )
    before = world.beyond()
    filled = {"model_name": "m", "runtime_target": "docker", "interfaces": ["rest"]}

    async def main() -> list[str]:
        found = []
        async with client(world.root, "auto") as talk:
            for name in OVERRIDES:
                for tool, given in (
                    ("read_skill", {"name": name}),
                    ("read_skill", {"name": name, "file": "plan.md.jinja"}),
                    ("run_skill", {"name": name, "variables": filled}),
                    ("run_skill", {"name": name, "variables": {"workspace": "output/x"}}),
                    ("run_skill", {"name": name, "variables": {"data": "people.csv"}}),
                ):
                    TRIED["skill: files of the served folder"] += 1
                    answer = await said(talk, tool, given)
                    found += [f"{tool} {given}: {fault}; said {answer[1][:300]}" for fault in faults(world, answer)]
        return found

    assert anyio.run(main) == []
    assert before == world.beyond()
    assert not world.ran()
