"""The manifests have the published shapes, say the same, and name only what is there."""

import json
import struct
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mlwright.cli import cli
from tests.plugin.checkout import AUTHORED, GENERATED, TOP, copy_to, generate, read

SCHEMAS = Path(__file__).parent / "schemas"
SHARED = {"name", "version", "description", "author", "license", "keywords"}


def complaints(kind: str, manifest: dict[str, Any]) -> list[str]:
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(manifest)]


def edit(top: Path, name: str, change: dict[str, Any]) -> None:
    (top / name).write_text(json.dumps(read(name, top) | change), encoding="utf-8")


@pytest.mark.parametrize("kind", ["plugin", "mcp"])
def test_what_is_written_by_hand_has_the_published_shape(kind: str) -> None:
    assert complaints(kind, read(f"{kind}.json")) == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("plugin", {"skills": "./skills"}),
        ("plugin", {"name": "ML Wright"}),
        ("plugin", {"author": "somebody"}),
        ("plugin", {"$schema": "https://agent-plugins.org/schemas/9.9.9/plugin.schema.json"}),
        ("mcp", {"mcpServers": {"mlwright": {"command": "mlwright"}}}),
        ("mcp", {"mcpServers": {"mlwright": {"type": "stdio", "command": "mlwright", "url": "x"}}}),
    ],
)
def test_another_shape_is_refused(kind: str, change: dict[str, Any]) -> None:
    assert complaints(kind, read(f"{kind}.json") | change) != []


def test_the_server_starts_by_a_bare_name_in_every_host() -> None:
    started = {"command": "mlwright", "args": ["serve"]}

    assert read("mcp.json")["mcpServers"] == {"mlwright": {"type": "stdio", **started}}
    assert read("gemini-extension.json")["mcpServers"] == {"mlwright": started}
    assert {read(f".{host}-plugin/plugin.json")["mcpServers"] for host in ("claude", "codex")} == {"./mcp.json"}
    assert "serve" in cli.commands


@pytest.mark.parametrize("host", [".claude-plugin/plugin.json", ".codex-plugin/plugin.json"])
def test_a_host_manifest_repeats_the_portable_one(host: str) -> None:
    portable, own = read("plugin.json"), read(host)

    assert set(portable) - {"$schema"} >= SHARED
    assert {key: own[key] for key in portable if key != "$schema"} == {
        key: portable[key] for key in portable if key != "$schema"
    }


@pytest.mark.parametrize("market", [".claude-plugin/marketplace.json", ".agents/plugins/marketplace.json"])
def test_a_marketplace_offers_this_folder_and_leaves_the_version_to_it(market: str) -> None:
    (entry,) = read(market)["plugins"]

    assert read("plugin.json")["name"] == entry["name"] == read(market)["name"]
    assert entry["source"] in ("./", {"source": "local", "path": "./"})
    assert "version" not in entry


def test_the_icon_is_a_square_that_the_catalogue_takes() -> None:
    picture = (TOP / "assets" / "icon.png").read_bytes()

    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (512, 512)
    assert len(picture) < 30_000


def test_the_manifests_are_fresh_and_lead_somewhere() -> None:
    done = generate(TOP, "--check")

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize("name", GENERATED)
def test_an_edited_manifest_is_found_and_written_anew(name: str, tmp_path: Path) -> None:
    top = copy_to(tmp_path)
    edit(top, name, {"name": "other"})
    found = generate(top, "--check")
    generate(top)

    assert (1, f"{name} is not fresh: run `python docs/manifests.py`\n") == (found.returncode, found.stdout)
    assert (top / name).read_bytes() == (TOP / name).read_bytes()


@pytest.mark.parametrize("name", GENERATED)
def test_a_missing_manifest_is_found(name: str, tmp_path: Path) -> None:
    top = copy_to(tmp_path)
    (top / name).unlink()

    assert f"{name} is not fresh" in generate(top, "--check").stdout


@pytest.mark.parametrize("source", AUTHORED)
def test_a_change_at_the_source_makes_the_copies_stale(source: str, tmp_path: Path) -> None:
    top = copy_to(tmp_path)
    server = {"type": "stdio", "command": "other", "args": []}
    edit(top, source, {"description": "Another."} if source == "plugin.json" else {"mcpServers": {"mlwright": server}})
    found = generate(top, "--check")

    assert found.returncode == 1
    assert "gemini-extension.json is not fresh" in found.stdout


@pytest.mark.parametrize("named", ["assets/icon.png", "mcp.json", "skills"])
def test_a_path_that_leads_nowhere_is_found(named: str, tmp_path: Path) -> None:
    top = copy_to(tmp_path)
    (top / named).rename(top / "elsewhere")
    found = generate(top, "--check")

    assert found.returncode == 1
    assert f"{named}" in found.stdout + found.stderr


def test_a_path_out_of_the_plugin_is_found(tmp_path: Path) -> None:
    top = copy_to(tmp_path / "plugin")
    (tmp_path / "outside").mkdir()
    edit(top, "mcp.json", {"extra": "./../outside"})

    assert "mcp.json names ./../outside" in generate(top, "--check").stdout
