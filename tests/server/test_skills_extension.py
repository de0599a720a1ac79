"""The protocol's extension for skills: every skill, every file, and a digest of the bytes that are served."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp_types import INVALID_PARAMS, METHOD_NOT_FOUND

from mlwright.server.bundles import Bundles
from mlwright.server.skills_extension import PAGE_SIZE, _page
from mlwright.skills import Skill, read_skills
from tests.server.frames import Frames

EXTENSION = "io.modelcontextprotocol/skills"


@pytest.fixture(scope="module")
def modern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frames]:
    with Frames(tmp_path_factory.mktemp("root"), "modern") as frames:
        yield frames


def test_the_extension_is_declared_with_folders(modern: Frames) -> None:
    found = modern.ask("server/discover")["result"]["capabilities"]

    assert found["extensions"][EXTENSION] == {"directoryRead": True}
    assert "resources" in found


def test_every_skill_is_listed_with_the_digest_of_what_is_served(modern: Frames) -> None:
    listed = modern.ask("skills/list")["result"]

    assert [entry["frontmatter"]["name"] for entry in listed["skills"]] == [skill.name for skill in read_skills()]
    assert (listed["cacheScope"], listed["ttlMs"] > 0) == ("public", True)
    for skill, entry in zip(read_skills(), listed["skills"], strict=True):
        assert entry["uri"] == f"skill://{skill.name}/SKILL.md"
        assert entry["frontmatter"] == dict(skill.frontmatter)
        assert len(entry["resources"]) == len(skill.files)
        for resource in entry["resources"]:
            served = modern.ask("resources/read", uri=resource["uri"])["result"]["contents"][0]["text"].encode()
            assert resource["digest"] == f"sha256:{hashlib.sha256(served).hexdigest()}"
            assert resource["size"] == len(served)


def test_one_skill_is_the_entry_of_the_list(modern: Frames) -> None:
    listed = modern.ask("skills/list")["result"]["skills"]

    got = modern.ask("skills/get", uri=listed[0]["uri"])["result"]

    assert got["skill"] == listed[0]
    assert "nextCursor" not in got


@pytest.mark.parametrize(
    ("method", "uri"),
    [
        ("skills/get", "skill://nothing/SKILL.md"),
        ("skills/get", "skill://leakage-review/references/rules.md"),
        ("skills/get", "skill://../mlops/SKILL.md"),
        ("resources/directory/read", "skill://mlops/SKILL.md"),
        ("resources/directory/read", "skill://mlop"),
        ("resources/directory/read", "skill://"),
        ("resources/directory/read", "file:///etc"),
    ],
)
def test_what_is_no_skill_or_no_folder_is_refused(modern: Frames, method: str, uri: str) -> None:
    assert modern.ask(method, uri=uri)["error"]["code"] == INVALID_PARAMS


@pytest.mark.parametrize("cursor", ["1", "-1", "x", "", "9" * 400])
def test_a_page_that_there_is_not_is_refused(modern: Frames, cursor: str) -> None:
    assert modern.ask("skills/list", cursor=cursor)["error"]["code"] == INVALID_PARAMS


def test_a_folder_holds_its_direct_children(modern: Frames) -> None:
    top = modern.ask("resources/directory/read", uri="skill://leakage-review")["result"]["resources"]
    inner = modern.ask("resources/directory/read", uri="skill://leakage-review/references/")["result"]["resources"]

    kinds = {item["uri"]: item["mimeType"] for item in top}
    assert kinds["skill://leakage-review/SKILL.md"] == "text/markdown"
    assert kinds["skill://leakage-review/references"] == "inode/directory"
    assert "skill://leakage-review/references/rules.md" in [item["uri"] for item in inner]
    assert not set(kinds) & {item["uri"] for item in inner}


def test_the_older_protocol_has_no_such_method(tmp_path: Path) -> None:
    with Frames(tmp_path, "legacy") as frames:
        assert frames.ask("skills/list")["error"]["code"] == METHOD_NOT_FOUND


def test_a_long_list_comes_in_pages_that_end() -> None:
    entries = list(range(2 * PAGE_SIZE + 1))
    heard: list[Any] = []
    cursor = None
    while True:
        page, following = _page(entries, cursor)
        heard += page
        if not following:
            break
        cursor = following["nextCursor"]

    assert heard == entries


def test_bytes_that_are_no_text_keep_their_digest() -> None:
    raw = b"\x89PNG\r\n\x1a\n\xff"
    bundles = Bundles([Skill("a", "d", "", "", {"SKILL.md": b"x", "assets/a.png": raw}, {"name": "a"})])

    (_, entry), (_, picture) = bundles.entry(bundles.skills["skill://a/SKILL.md"])["resources"], bundles.resources()

    assert entry["digest"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
    assert (picture.mime_type, getattr(picture, "data", None)) == ("image/png", raw)
