"""Every fault of the vocabulary is planted somewhere: each is found, and nothing is invented.

The tables are made from the vocabulary and not from the detectors; `python -m tests.profiling.planted --score` prints
the whole table of found, missed and invented.
"""

import functools
from pathlib import Path

import numpy as np
import pytest

from mlwright.profiling import profile_table
from mlwright.specs.profile import Finding, found
from mlwright.specs.vocabulary import VOCABULARY
from tests.profiling.planted import CLEAN, FAULTY, Plant, World, clean_twin, planted
from tests.profiling.planted.scoring import invented, judge
from tests.profiling.planted.world import renamed

SEEDS = (3, pytest.param(4, marks=pytest.mark.slow), pytest.param(5, marks=pytest.mark.slow))
SHAPES = sorted(CLEAN)
FAULTS = [(name, place, plant) for name in FAULTY for place, plant in enumerate(planted(name, 0, 200).plants)]
IDS = ["-".join([name, plant.name, *plant.columns[:1]]).replace(" ", "_") for name, _, plant in FAULTS]
_world, _twin = functools.cache(planted), functools.cache(clean_twin)


@functools.cache
def _findings(make: str, name: str, seed: int, folder: Path) -> tuple[Finding, ...]:
    world = _world(name, seed) if make == "planted" else _twin(name, seed)
    return _looked_at(world, world.write(folder))


def _looked_at(world: World, path: Path) -> tuple[Finding, ...]:
    paper = profile_table(path, target=world.target, goal=world.goal, task=world.task, options=world.options)
    return paper.findings


def _said(findings: tuple[Finding, ...]) -> set[tuple[str, frozenset[str]]]:
    return {(finding.name, frozenset(finding.columns)) for finding in findings}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "place", "_plant"), FAULTS, ids=IDS)
def test_a_planted_fault_is_found(folder: Path, name: str, place: int, _plant: Plant, seed: int) -> None:
    world = _world(name, seed)
    plant = world.plants[place]
    score = judge(world, _findings("planted", name, seed, folder))

    assert plant in score.found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", list(FAULTY))
def test_columns_without_a_fault_are_left_alone(folder: Path, name: str, seed: int) -> None:
    world = _world(name, seed)

    assert judge(world, _findings("planted", name, seed, folder)).invented == ()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SHAPES)
def test_a_clean_twin_has_no_warning_and_no_error(folder: Path, name: str, seed: int) -> None:
    findings = _findings("clean", name, seed, folder)

    assert [(item.name, item.columns, item.evidence) for item in findings if item.severity != "info"] == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SHAPES)
def test_a_clean_twin_has_no_column_with_a_role(folder: Path, name: str, seed: int) -> None:
    findings = _findings("clean", name, seed, folder)
    roles = {item.name for item in findings if VOCABULARY[item.name].role not in (None, "time")}

    assert set() == roles


@pytest.mark.parametrize("name", ["churn", "claims", "sales"])
def test_the_order_of_the_columns_changes_nothing(folder: Path, tmp_path: Path, name: str) -> None:
    world = _world(name, 3)
    path = tmp_path / f"{name}.csv"
    path.write_bytes(world.csv(np.random.default_rng(1).permutation(list(world.columns)).tolist()))
    once, again = judge(world, _findings("planted", name, 3, folder)), judge(world, _looked_at(world, path))

    assert (once.found, once.missed, once.invented) == (again.found, again.missed, again.invented)


IN_THE_NAME = frozenset(
    [
        "known_at_prediction",
        "model_output",
        "pii_person",
        "pii_birth_date",
        "group_key",
        "numeric_codes",
        "spaces_in_names",
        "unnamed_column",
    ]
)


@pytest.mark.parametrize("name", ["churn", "claims", "sales", "series"])
def test_faults_of_the_cells_are_found_under_any_name(folder: Path, tmp_path: Path, name: str) -> None:
    before = _world(name, 3)
    named = {column for plant in before.plants if plant.name in IN_THE_NAME for column in plant.columns}
    others = [column for column in before.columns if column.strip() and column not in named]
    after = renamed(before, {column: f"v{place}" for place, column in enumerate(others)})
    old, new = (
        judge(before, _findings("planted", name, 3, folder)),
        judge(after, _looked_at(after, after.write(tmp_path))),
    )

    assert _by_place(before, old.found) == _by_place(after, new.found)
    assert new.invented == ()


def _by_place(world: World, plants: tuple[Plant, ...]) -> set[int]:
    return {place for place, plant in enumerate(world.plants) if plant in plants and plant.name not in IN_THE_NAME}


@pytest.mark.parametrize("name", ["churn", "sales", "series"])
def test_parquet_says_the_same_of_a_clean_table(folder: Path, tmp_path: Path, name: str) -> None:
    world = _twin(name, 3)

    assert _said(_findings("clean", name, 3, folder)) == _said(_looked_at(world, world.write_parquet(tmp_path)))


@pytest.mark.parametrize("name", ["churn", "sales", "series", "panel", "coin", "conflicts"])
def test_parquet_has_the_same_faults(folder: Path, tmp_path: Path, name: str) -> None:
    world = _world(name, 3)
    once = judge(world, _findings("planted", name, 3, folder))
    again = judge(world, _looked_at(world, world.write_parquet(tmp_path)))

    assert (once.found, once.missed, once.invented) == (again.found, again.missed, again.invented)


def test_the_truth_is_the_same_for_the_same_seed_and_only_for_it() -> None:
    assert planted("churn", 3, 300) == planted("churn", 3, 300)
    assert planted("churn", 3, 300) != planted("churn", 4, 300)


OF_OTHER_SOURCES = {"files_left_out", "binary_columns", "parts_differ"}
"""What only folders, typed files and merged parts can have: see test_sources*.py and test_state.py."""


def test_every_name_of_the_vocabulary_is_planted() -> None:
    names = {plant.name for name in FAULTY for plant in planted(name, 0, 200).plants} | OF_OTHER_SOURCES

    assert set() == set(VOCABULARY) - names


@pytest.mark.parametrize("name", ["churn", "claims", "sales"])
def test_the_planted_tables_have_thirty_columns(name: str) -> None:
    assert [len(planted(name, 0, 200).columns), len(clean_twin(name, 0, 200).columns)] == [30, 30]


def test_the_scorer_tells_found_from_missed_and_invented() -> None:
    world = World("w", {"a": ["1"], "b": ["2"], "y": ["3"]}, "y", "", None, (Plant("sentinel_number", ("a",)),))
    right = found("sentinel_number", "−999 in 3 rows", ("a",))
    beside = found("stray_text", "a word", ("a",))
    wrong = found("sentinel_number", "−999 in 3 rows", ("b",))
    true_anyway = found("skewed", "skew 4", ("b",))
    of_the_table = found("duplicate_rows", "3 copies")

    assert judge(world, (right, beside, true_anyway)).found == world.plants
    assert judge(world, (beside, wrong)).missed == world.plants
    assert [invented(world, item) for item in (right, beside, wrong, true_anyway, of_the_table)] == [
        False,
        False,
        True,
        False,
        True,
    ]
