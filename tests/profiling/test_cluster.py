"""A table in many parts on a cluster: every worker measures its parts, the states are merged as a tree."""

import re
from pathlib import Path

import duckdb
import numpy as np
import pytest

from mlwright.profiling import parts, profile_table
from mlwright.specs.profile import SourceFile

distributed = pytest.importorskip("distributed", reason="the package distributed is not installed")
PAGE = Path(__file__).parents[2] / "docs" / "profile.md"
CODE = """
from dask.distributed import Client
from mlwright.profiling import parts


def part_state(path):
    return parts.state_bytes(parts.state_of(Path(path)))


def merge(states):
    return parts.state_bytes(parts.merge_states([parts.state_from(state) for state in states]))


with Client(address) as client:
    level = client.map(part_state, paths)
    while len(level) > 1:
        level = [client.submit(merge, level[at : at + 8]) for at in range(0, len(level), 8)]
    profile = parts.profile_of(parts.state_from(level[0].result()), target="bought")
"""


def _write_parts(folder: Path, form: str) -> list[str]:
    drawn = np.random.default_rng(5)
    connection = duckdb.connect()
    paths = []
    for at in range(12):
        rows = int(drawn.integers(200, 400))
        first = at * 1000
        asked = f"""
            SELECT {first} + i AS customer, round(random() * 90, 2) AS amount, (i * 7919) % 101 AS visits,
            CASE WHEN i % 9 = 0 THEN NULL ELSE 'town ' || ((i * 31 + {at}) % 40) END AS town,
            DATE '2024-01-01' + CAST((i * 13) % 200 AS INTEGER) AS seen, (i * 7919) % 101 > 60 AS bought
            FROM range({rows}) AS t(i)"""
        paths.append(str(folder / f"part-{at:02}.{form}"))
        connection.execute(f"SELECT setseed({at / 100})")
        connection.execute(f"COPY ({asked}) TO '{paths[-1]}'")
    return paths


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning")
def test_a_cluster_profiles_a_table_part_by_part_as_one_process_does_the_folder(tmp_path, form):
    folder = tmp_path / "table"
    folder.mkdir()
    paths = _write_parts(folder, form)
    whole = profile_table([folder], target="bought")
    local = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**local) as cluster:
        names: dict[str, object] = {"address": cluster.scheduler_address, "paths": paths, "Path": Path}
        # what the page shows is what runs here
        exec(compile(CODE, "profile.md", "exec"), names)

    assert len(whole.source.files) == 12
    assert whole == names["profile"]


@pytest.mark.slow
def test_a_part_that_changed_is_seen_in_the_merged_profile(tmp_path):
    """A negative control of the equality above, without the cluster."""
    paths = _write_parts(tmp_path, "csv")
    states = [parts.state_of(Path(path)) for path in paths]
    text = Path(paths[3]).read_text()
    Path(paths[3]).write_text(text.replace("town 12", "town 13", 1))
    changed = parts.profile_of(parts.merge_states([*states[:3], parts.state_of(Path(paths[3])), *states[4:]]))
    before = parts.profile_of(parts.merge_states(states))

    assert isinstance(before.source.files[0], SourceFile)
    assert before.column("town").top != changed.column("town").top or before.source != changed.source
    assert before != changed


@pytest.mark.skipif(
    "state_of" not in PAGE.read_text() if PAGE.exists() else True, reason="the page has no such passage"
)
def test_the_page_shows_the_code_that_runs_here():
    shown = re.search(r"```python\n(from dask.*?)```", PAGE.read_text(), re.DOTALL)

    assert shown is not None
    assert [line for line in CODE.splitlines() if line.strip() and line.strip() not in shown[1]] == []
