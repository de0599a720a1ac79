"""The MCP Inspector over standard input and output, in both eras: strict schemas, tools, prompts, files, digests."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.installed import command
from tests.hosts.package_copy import SKILLS
from tests.hosts.tables import ROWS, churn_table
from tests.server.launching import TOOLS

pytestmark = pytest.mark.slow
SECONDS = 120
TOOL_ERROR = 5
SERVER = [str(Path(sys.executable).parent / "mlwright"), "serve"]
eras = pytest.mark.parametrize("era", ["legacy", "modern"])


def inspect(
    folder: Path, era: str, method: str, *options: str, server: list[str] | None = None
) -> tuple[int, str, str]:
    """One request through the Inspector, which starts the server itself in the folder."""
    asked = ["--cli", "--format", "json", "--protocol-era", era, "--method", method, *options]
    finished = subprocess.run(
        [*command("inspector"), *asked, "--", *(server or SERVER)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=SECONDS,
        check=False,
    )
    return finished.returncode, finished.stdout, finished.stderr


def result(folder: Path, era: str, method: str, *options: str) -> dict[str, Any]:
    code, out, err = inspect(folder, era, method, *options)
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)["result"]
    return found


@eras
def test_the_tools_are_listed_and_their_schemas_are_portable(tmp_path: Path, era: str) -> None:
    code, out, err = inspect(tmp_path, era, "tools/list", "--strict")

    assert code == 0, err
    assert {tool["name"] for tool in json.loads(out)["result"]["tools"]} == set(TOOLS)
    assert "error" not in re.sub(r"\b0 errors", "", err).casefold()


@eras
def test_a_tool_profiles_a_table_and_a_missing_workspace_is_an_error_of_the_tool(tmp_path: Path, era: str) -> None:
    churn_table(tmp_path)
    given = json.dumps({"data": "data.csv", "target": "churn"})
    profiled = result(tmp_path, era, "tools/call", "--tool-name", "profile_data", "--tool-args-json", given)
    lost = ["--tool-name", "workspace_status", "--tool-args-json", '{"workspace": "nowhere"}']
    code, out, err = inspect(tmp_path, era, "tools/call", *lost)

    assert profiled["structuredContent"]["rows"] == ROWS
    assert profiled["structuredContent"]["task"] == "binary"
    assert (code, json.loads(out)["result"]["isError"]) == (TOOL_ERROR, True), err
    assert "there is no workspace at 'nowhere'" in out


@eras
def test_a_prompt_carries_the_request_and_a_skill_can_be_read(tmp_path: Path, era: str) -> None:
    prompt = result(tmp_path, era, "prompts/get", "--prompt-name", "ml_engineer", "--prompt-args", "data=data.csv")
    read = result(tmp_path, era, "resources/read", "--uri", "skill://mlops/SKILL.md")

    assert "data.csv" in prompt["messages"][0]["content"]["text"]
    assert read["contents"][0]["text"].startswith("---\nname: mlops\n")


def test_every_skill_file_has_the_digest_and_size_that_the_list_promises(tmp_path: Path) -> None:
    code, out, err = inspect(tmp_path, "modern", "skills/list", "--verify")
    skills = [json.loads(line) for line in out.splitlines()]

    assert code == 0, err
    assert {skill["name"] for skill in skills} == SKILLS
    for skill in skills:
        assert (skill["ok"], skill["conformance"], skill["frontmatter"]) == (True, [], [])
        assert {"verified"} == {file["status"] for file in skill["files"]}


def test_an_old_connection_is_told_that_the_extension_is_not_there(tmp_path: Path) -> None:
    code, out, err = inspect(tmp_path, "legacy", "skills/list", "--verify")

    assert code != 0
    assert "skills_unsupported" in out + err


def test_a_server_that_does_not_start_is_noticed(tmp_path: Path) -> None:
    code, out, err = inspect(tmp_path, "modern", "tools/list", server=[sys.executable, "-c", "raise SystemExit(3)"])

    assert code != 0, out + err
