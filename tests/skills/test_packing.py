"""Archives: the whole bundle, the same bytes each time, and no link that leads to nothing."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from mlwright.errors import PaperError
from mlwright.skills import read_skill, read_skills
from mlwright.skills.links import dangling, links_of
from mlwright.skills.packing import packed
from tests.skills.bundles import write_skill


def test_an_archive_unpacks_to_the_same_bundles(tmp_path: Path) -> None:
    shipped = read_skills()

    with zipfile.ZipFile(io.BytesIO(packed(shipped))) as archive:
        archive.extractall(tmp_path)

    unpacked = read_skills(tmp_path)
    assert shipped == unpacked
    assert [[]] * len(shipped) == [dangling(skill.files) for skill in unpacked]


def test_the_same_skills_give_the_same_bytes(tmp_path: Path) -> None:
    page = write_skill(tmp_path)
    first = packed([read_skill(page)])
    os.utime(page, (0, 0))
    page.chmod(0o600)

    assert first == packed([read_skill(page)])
    assert packed(read_skills()) == packed(read_skills()[::-1])


@pytest.mark.parametrize(
    "link",
    [
        "[a](references/gone.md)",
        "[a](../other/SKILL.md)",
        "[a](/etc/passwd)",
        "![a](gone.png)",
        "[a]: gone.md",
        '<a href="gone.md">a</a>',
        '[a](gone.md "title")',
        "[a](gone.md#part)",
        "[a](<gone.md>)",
    ],
)
def test_a_link_that_leads_to_nothing_is_named(tmp_path: Path, link: str) -> None:
    page = write_skill(tmp_path)
    page.write_text(page.read_text() + f"\n{link}\n")

    with pytest.raises(PaperError, match=r"good/SKILL\.md → "):
        packed([read_skill(page)])


@pytest.mark.parametrize(
    "link",
    [
        "[a](assets/variables.json)",
        "[a](./assets/variables.json#x)",
        "[a](https://example.org/x)",
        "[a](mailto:a@b)",
        "[a](#part)",
        "`[a](gone.md)`",
        "```\n[a](gone.md)\n```",
    ],
)
def test_a_link_inside_or_elsewhere_is_fine(tmp_path: Path, link: str) -> None:
    page = write_skill(tmp_path)
    page.write_text(page.read_text() + f"\n{link}\n")

    assert zipfile.is_zipfile(io.BytesIO(packed([read_skill(page)])))


def test_links_are_found() -> None:
    assert list(links_of("[x](a.md) and [y](b%20c.md) and [z](http://a)")) == ["a.md", "b%20c.md"]
