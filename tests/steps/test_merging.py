"""Parts of a table, measured apart, become one workspace."""

import json

import pytest

from mlwright.cli.merge import merge_command, state_command
from mlwright.errors import ConflictError, InputError, PaperError, WorkspaceError
from mlwright.profiling import ReadOptions
from mlwright.steps import merging, profiling
from tests.profiling.splitting import split_csv

TEXT = "a,b,sold\n" + "".join(f"{at * 1.5},w{at % 4},{'yes' if at % 3 else 'no'}\n" for at in range(90))
PAPERS = ["contract.yaml", "eda-report.html", "eda-report.md", "profile.json", "schema-suggestion.yaml"]


def _states(folder):
    out = []
    for path in split_csv(TEXT, [30, 50], folder / "t"):
        out.append(folder / f"{path.stem}.state")
        merging.write_state(path, out[-1])
    return out


def test_merged_states_give_the_workspace_that_a_profile_of_the_whole_gives(tmp_path):
    states = _states(tmp_path)
    workspace, paper = merging.merge(states[::-1], target="sold", out=tmp_path / "merged")
    whole, same = profiling.profile([tmp_path / "t"], target="sold", out=tmp_path / "whole")

    assert same == paper
    assert sorted(path.name for path in (workspace.root / "data").iterdir()) == PAPERS
    for name in PAPERS:
        assert workspace.read_text(f"data/{name}") == whole.read_text(f"data/{name}")


def test_merging_again_says_the_same(tmp_path):
    states = _states(tmp_path)
    first = merging.merge(states, out=tmp_path / "o")[0].read_text("data/profile.json")

    assert merging.merge(states, out=tmp_path / "o")[0].read_text("data/profile.json") == first


def test_a_contract_that_was_filled_in_stays(tmp_path):
    states = _states(tmp_path)
    workspace, _ = merging.merge(states, out=tmp_path / "o")
    path = workspace.path("data/contract.yaml")
    path.write_text(path.read_text() + "# ours\n")
    merging.merge(states, out=tmp_path / "o")

    assert path.read_text().endswith("# ours\n")


def test_a_file_that_exists_is_not_written_over(tmp_path):
    states = _states(tmp_path)
    with pytest.raises(ConflictError, match="exists"):
        merging.write_state(tmp_path / "t" / "part-00.csv", states[0])

    assert merging.write_state(tmp_path / "t" / "part-00.csv", states[0], force=True).rows == 30


def test_a_state_in_a_folder_that_is_not_there_is_refused(tmp_path):
    path = split_csv(TEXT, [], tmp_path / "t")[0]
    with pytest.raises(WorkspaceError, match="cannot be written"):
        merging.write_state(path, tmp_path / "no" / "t.state")


def test_a_table_in_place_of_a_state_is_refused(tmp_path):
    path = split_csv(TEXT, [], tmp_path / "t")[0]
    with pytest.raises(PaperError, match="is not the state of a profile"):
        merging.merge([path], out=tmp_path / "o")

    assert not (tmp_path / "o").exists()


def test_the_commands_print_what_they_wrote(tmp_path, capsys):
    path = split_csv(TEXT, [], tmp_path / "t")[0]
    state = tmp_path / "t.state"
    wrote = state_command(path, state, options=ReadOptions(), force=False, as_json=True)
    told = json.loads(capsys.readouterr().out)
    merged = merge_command([str(state)], as_json=True, out=tmp_path / "o", target="sold")
    paper = json.loads(capsys.readouterr().out)

    assert (wrote, merged) == (0, 0)
    assert told == {"state": str(state), "rows": 90, "columns": 3}
    assert (paper["rows"], paper["target"]["name"]) == (90, "sold")


def test_merging_nothing_is_refused_with_the_command():
    with pytest.raises(InputError, match="no state"):
        merge_command([], as_json=False, out=None)
