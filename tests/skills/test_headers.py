"""Headers of skills: read without a YAML library, the same as with one; broken ones are refused."""

from pathlib import Path

import pytest
import yaml

from mlwright.errors import PaperError
from mlwright.skills import Skill, read_skill, read_skills

NAMES = [
    "data-analyst",
    "experiment-config-writer",
    "feature-spec-writer",
    "leakage-review",
    "ml-engineer",
    "ml-experiments",
    "ml-pipeline-orchestrator",
    "mle-workflow",
    "mlops",
    "model-productionizer",
    "report-owner",
    "training-script-generator",
]
MOST_LINES = 120
MOST_BYTES = 6 * 1024


def test_the_twelve_skills_are_there() -> None:
    assert [skill.name for skill in read_skills()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_skill_is_short_and_its_header_is_yaml_that_reads_the_same(name: str) -> None:
    skill = _shipped(name)
    header = yaml.safe_load(skill.text.split("---\n")[1])

    assert header == skill.frontmatter
    assert (header["name"], header["description"]) == (skill.name, skill.description)
    assert len(skill.body.splitlines()) <= MOST_LINES
    assert len(skill.body.encode()) <= MOST_BYTES
    assert "$ARGUMENTS" not in skill.body


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no header", "has no header"),
        ("---\nname: good\n---\nbody", "description has 0 characters"),
        ("---\nname: other\ndescription: d\n---\nbody", "it must be the folder's"),
        ("---\nname: Good\ndescription: d\n---\nbody", "it must be the folder's"),
        ("---\nname: good\nname: good\ndescription: d\n---\nbody", "stands twice"),
        ("---\nname: good\ndescription: d\nargument-hint: x\n---\nbody", "is no key of a skill"),
        ("---\nname: good\ndescription: a: b\n---\nbody", "cannot read"),
        ("---\nname: good\ndescription: [unclosed\n---\nbody", "cannot read"),
        ('---\nname: good\ndescription: "unclosed\n---\nbody', "close the double quotes"),
        (f"---\nname: good\ndescription: {'d' * 1025}\n---\nbody", "description has 1025 characters"),
    ],
)
def test_a_broken_header_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "good" / "SKILL.md"
    file.parent.mkdir()
    file.write_text(text)

    with pytest.raises(PaperError, match=said):
        read_skill(file)


def test_a_good_header_is_read(tmp_path: Path) -> None:
    file = tmp_path / "good" / "SKILL.md"
    file.parent.mkdir()
    file.write_text('---\nname: good\ndescription: "a: b"\n---\n\n# Title\n')

    assert [(item.name, item.description, item.body) for item in read_skills(tmp_path)] == [("good", "a: b", "# Title")]


def _shipped(name: str) -> Skill:
    return next(skill for skill in read_skills() if skill.name == name)
