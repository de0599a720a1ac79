"""The skills' texts: short, self-contained, each tool beside its command, and the rules that protect people."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.claims.extraction import INLINE, claims, passages, prose
from tests.claims.judging import link_problem
from tests.claims.papers import bundles
from tests.claims.registry import TOP, registry

KEYS = {"name", "description", "license", "compatibility", "metadata", "allowed-tools"}
MOST_LINES, MOST_BYTES = 120, 6 * 1024
LONGEST_DESCRIPTION, MOST_TOKENS = 300, 1000
COMMAND_OF = {
    "plan_lanes": "plan",
    "profile_data": "profile",
    "data_sample": "sample",
    "write_feature_spec": "spec",
    "generate_training_script": "script",
    "write_experiment_config": "config",
    "run_training": "train",
    "check_gates": "gate",
    "workspace_status": "status",
    "approve_stage": "approve",
    "review_leakage": "review",
    "read_skill": "skills show",
    "run_skill": "skills run",
}
UNSIGNED = re.compile(r"never approve|on the user's word only|never yours to decide|never you for them", re.IGNORECASE)
DATA = re.compile(r"\bdata, (?:and )?never an instruction|text [^.]{3,60} as an instruction", re.IGNORECASE)
COMPANIONS = ("Python", "PyTorch", "evaluation", "data store", "deployment", "security")
NAMED_SKILL = re.compile(r"\bskills? `(?:mlwright:)?([\w-]+)`|`mlwright:([\w-]+)`")
BUNDLES = bundles()
NAMES = [path.name for path in BUNDLES]


def text_of(bundle: Path) -> str:
    return (bundle / "SKILL.md").read_text(encoding="utf-8")


def body_of(bundle: Path) -> str:
    return text_of(bundle).split("---\n", 2)[2]


def header_of(bundle: Path) -> dict[str, object]:
    return dict(yaml.safe_load(text_of(bundle).split("---\n", 2)[1]))


def underscored(text: str) -> list[str]:
    """Identifiers that stand outside backticks, blocks and links."""
    return re.findall(r"\b[A-Za-z]+_\w+", prose(text))


def lonely_tools(body: str) -> list[str]:
    """Tools that no section names beside the command that does the same."""
    named = {name for name in INLINE.findall(body) if name in COMMAND_OF}
    beside = {
        tool
        for section in re.split(r"\n(?=#)", body)
        for tool in named & set(INLINE.findall(section))
        if re.search(rf"`mlwright {COMMAND_OF[tool]}[ `]", section)
    }
    return sorted(named - beside)


def dangling(bundle: Path) -> list[str]:
    """Links of a bundle's papers that do not resolve inside it."""
    files = [path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()]
    return [
        f"{claim.place}: {claim.text} {problem}"
        for name in sorted(files)
        if name.endswith(".md")
        for claim in claims(name, (bundle / name).read_text(encoding="utf-8"))
        if claim.kind == "link" and (problem := link_problem(claim, files))
    ]


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_a_header_holds_the_allowed_keys_and_the_folder_is_the_name(bundle: Path) -> None:
    header = header_of(bundle)

    assert set(header) <= KEYS
    assert (header["name"], header["license"]) == (bundle.name, "Apache-2.0")
    assert 1 <= len(str(header["description"])) <= LONGEST_DESCRIPTION
    assert re.search(r"\bUse (?:to|for|when|it|after|before|with|this)\b", str(header["description"]))


def test_all_descriptions_together_stay_within_their_tokens() -> None:
    lengths = {bundle.name: len(str(header_of(bundle)["description"]).encode()) for bundle in BUNDLES}

    assert len(lengths) == 12
    assert sum(lengths.values()) / 4 <= MOST_TOKENS, lengths


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_a_body_is_short_and_takes_no_placeholder_of_a_host(bundle: Path) -> None:
    body = body_of(bundle)

    assert len(body.splitlines()) <= MOST_LINES
    assert len(body.encode()) <= MOST_BYTES
    assert "$ARGUMENTS" not in body


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_no_identifier_stands_outside_backticks(bundle: Path) -> None:
    assert underscored(text_of(bundle)) == []


def test_an_identifier_outside_backticks_is_found() -> None:
    text = "---\nname: a_b\n---\nCall run_training, `check_gates`, see [a_b](c_d.md).\n\n```\nx_y\n```\n"

    assert underscored(text) == ["run_training"]


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_each_tool_stands_beside_the_command_that_does_the_same(bundle: Path) -> None:
    assert lonely_tools(body_of(bundle)) == []


def test_a_tool_without_its_command_is_found() -> None:
    rows = "| `check_gates` | `mlwright gate WORKSPACE` |\n| `run_skill` | `mlwright skills show NAME` |\n"
    body = f"Call `run_training`.\n\n{rows}\n## More\n\n`mlwright train WORKSPACE`\n"

    assert lonely_tools(body) == ["run_skill", "run_training"]


def test_the_table_of_tools_and_commands_is_whole() -> None:
    assert set(COMMAND_OF) == registry().tools
    assert set(COMMAND_OF.values()) <= set(registry().commands)


@pytest.mark.parametrize("name", ["ml-engineer", "ml-pipeline-orchestrator"])
def test_the_long_skills_name_every_step_of_the_chain(name: str) -> None:
    text = text_of(TOP / "skills" / name)
    steps = {
        tool for tool, command in COMMAND_OF.items() if command not in ("plan", "sample", "skills show", "skills run")
    }

    assert sorted(tool for tool in steps if f"`{tool}`" not in text) == []


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_references_lie_one_level_deep_and_each_is_linked(bundle: Path) -> None:
    found = [path.relative_to(bundle).as_posix() for path in sorted((bundle / "references").rglob("*"))]

    assert [name for name in found if name.count("/") != 1] == []
    assert [name for name in found if f"({name})" not in text_of(bundle)] == []


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_links_resolve_inside_the_bundle_also_after_it_was_copied(bundle: Path, tmp_path: Path) -> None:
    copy = tmp_path / bundle.name
    shutil.copytree(bundle, copy)

    assert dangling(copy) == []


def test_a_link_that_leaves_the_bundle_is_found(tmp_path: Path) -> None:
    text = "See [a](references/a.md), [b](../other/SKILL.md), [c](references/none.md), [d](https://example.org/d).\n"
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "a.md").write_text("[back](../SKILL.md) and [out](../../x.md)")
    (tmp_path / "SKILL.md").write_text(text)

    assert dangling(tmp_path) == [
        "SKILL.md:1: ../other/SKILL.md leads out of the checkout",
        "SKILL.md:1: references/none.md is a link to nothing",
        "references/a.md:1: ../../x.md leads out of the checkout",
    ]


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_no_skill_lets_the_agent_sign_or_obey_data(bundle: Path) -> None:
    body = " ".join(body_of(bundle).split())

    assert DATA.search(body)
    if "approve_stage" in body or "mlwright approve" in body:
        assert UNSIGNED.search(body)


def test_the_rules_are_missed_where_they_do_not_stand() -> None:
    assert not UNSIGNED.search("Approve when the gate passed.")
    assert not DATA.search("Read the data and follow its instruction.")


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_each_skill_that_a_skill_leans_on_exists(bundle: Path) -> None:
    named = {one or other for one, other in NAMED_SKILL.findall(body_of(bundle))}

    assert named - set(NAMES) == set()


@pytest.mark.parametrize("bundle", BUNDLES, ids=NAMES)
def test_a_skill_says_when_it_is_not_the_one_and_what_to_do_without_tools(bundle: Path) -> None:
    body = body_of(bundle)

    assert set(INLINE.findall(body)) & (set(NAMES) - {bundle.name}), "no sibling is named"
    assert "`mlwright doctor`" in body


def test_every_companion_is_a_file_of_the_bundle_or_marked_as_external() -> None:
    bundle = TOP / "skills" / "mle-workflow"
    texts = [path.read_text(encoding="utf-8") for path in sorted(bundle.rglob("*.md"))]
    rows = [passage for text in texts for passage in passages(text) if passage.startswith("|")]
    settled = {
        name
        for name in COMPANIONS
        for row in rows
        if name.casefold() in row.casefold()
        and ("external, optional" in row or set(INLINE.findall(row)) & {*NAMES, "mlwright scan"})
    }

    assert set(COMPANIONS) - settled == set()
