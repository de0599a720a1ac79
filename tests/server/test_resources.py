"""Resources: every file of every skill, as it was when the server started."""

from pathlib import Path

import anyio
import pytest
from mcp import Client

from mlwright.server import create_server
from mlwright.skills import read_skills
from tests.server.launching import ERAS


@pytest.mark.parametrize("mode", ERAS)
def test_resources_are_exactly_the_skills(tmp_path: Path, mode: str) -> None:
    async def main() -> None:
        async with Client(create_server([tmp_path]), mode=mode) as client:
            listed = (await client.list_resources()).resources
            read = await client.read_resource("skill://mlops/SKILL.md")

            assert sorted(item.uri for item in listed) == sorted(
                f"skill://{skill.name}/{path}" for skill in read_skills() for path in skill.files
            )
            assert read.contents[0].text.startswith("---\nname: mlops\n")

    anyio.run(main)
