import subprocess
import sys

import pandas as pd
import pytest
from pydantic import ValidationError

from mlwright.errors import PaperError
from mlwright.generation import check_config, default_config, read_config, render_config
from mlwright.specs import ExperimentConfig, fingerprint
from tests.papers import number, profile_of, spec_of


@pytest.fixture
def config(tmp_path):
    pd.DataFrame({"a": range(80), "y": ["p", "q"] * 40}).to_csv(tmp_path / "t.csv", index=False)
    spec = spec_of(tmp_path / "t.csv", "y", "binary", [number("a")])
    return spec, default_config(spec, profile_of(spec))


def test_yaml_and_back_gives_the_same_config(config):
    _, paper = config
    assert read_config(render_config(paper)) == paper


def test_a_config_cannot_be_changed_and_takes_no_unknown_key(config):
    _, paper = config
    with pytest.raises(ValidationError, match="frozen"):
        paper.name = "other"
    with pytest.raises(PaperError, match="learning_rate"):
        read_config(render_config(paper) + "learning_rate: 0.1\n")


def test_the_fingerprint_is_stable_across_processes_and_knows_every_field(config):
    _, paper = config
    code = (
        "import sys; from mlwright.generation import read_config; from mlwright.specs import fingerprint;"
        "print(fingerprint(read_config(sys.stdin.read())))"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", code], input=render_config(paper), capture_output=True, text=True, check=True
    )
    assert elsewhere.stdout.strip() == fingerprint(paper)
    changed = {fingerprint(other) for other in every_single_change(paper)}
    assert fingerprint(paper) not in changed
    assert len(changed) >= 30


def every_single_change(paper: ExperimentConfig):
    """The config with one leaf changed, for every leaf."""

    def leaves(value, path=()):
        if isinstance(value, dict):
            for key, item in value.items():
                yield from leaves(item, (*path, key))
        elif isinstance(value, list):
            for place, item in enumerate(value):
                yield from leaves(item, (*path, place))
        else:
            yield path, value

    whole = paper.model_dump(mode="json")
    for path, value in leaves(whole):
        if path == ("schema_version",):
            continue
        copy = paper.model_dump(mode="json")
        place = copy
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = (
            not value if isinstance(value, bool) else value + 1 if isinstance(value, int | float) else "other"
        )
        try:
            yield ExperimentConfig.model_validate(copy)
        except ValidationError:
            continue


def test_a_broken_config_is_refused_with_the_field(config):
    _, paper = config
    text = render_config(paper)
    with pytest.raises(PaperError, match="not valid YAML"):
        read_config(text + "\n  : [")
    with pytest.raises(PaperError, match="'f2' is not defined for binary; choose from roc_auc"):
        read_config(text.replace("primary: roc_auc", "primary: f2"))
    with pytest.raises(PaperError, match="expected a mapping"):
        read_config("just words")
    with pytest.raises(PaperError, match="exactly one of at_least and at_most"):
        read_config(text.replace("gates: []", "gates:\n  - {metric: roc_auc}"))


def test_a_config_for_another_target_is_refused(config):
    spec, paper = config
    check_config(paper, spec)
    with pytest.raises(PaperError, match="disagree on target: 'other' and 'y'"):
        check_config(paper.model_copy(update={"target": "other"}), spec)


def test_yaml_cannot_build_objects(config):
    _, paper = config
    with pytest.raises(PaperError, match="not valid YAML"):
        read_config(render_config(paper) + "extra: !!python/object/apply:os.system ['true']\n")


def test_yaml_cannot_repeat_itself(config):
    _, paper = config
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abc", "bcd", strict=True)
    )
    for text in (bomb, "name: *a\n", render_config(paper) + "extra: &a 1\n"):
        with pytest.raises(PaperError, match=r"anchor .* or alias .* which no paper of ours has"):
            read_config(text)
    assert read_config(render_config(paper.model_copy(update={"goal": "&a *a"}))).goal == "&a *a"


def test_a_larger_budget_never_plans_fewer_rounds(config):
    spec, _ = config
    large = spec.model_copy(update={"rows": 300_000})
    rounds = [
        default_config(large, profile_of(large), budget_seconds=b).candidates[1].params["max_iter"]
        for b in (5, 60, 600)
    ]

    assert rounds == sorted(rounds)
    assert rounds[0] < rounds[-1]
