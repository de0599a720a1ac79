"""A table is read from the file that was opened, whatever its path leads to meanwhile."""

from pathlib import Path

import pytest

from mlwright import profiling
from mlwright.errors import TableError
from mlwright.profiling.reading import pinning

pytestmark = pytest.mark.timeout(60)
HONEST = "a,b,c\n" + "".join(f"{n},{n * n % 7},{n % 3}\n" for n in range(40))
OTHER = HONEST.replace("a,b,c", "canary,b,c")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    folder = tmp_path.resolve() / "in"
    folder.mkdir()
    (folder / "t.csv").write_text(HONEST)
    (folder.parent / "out").mkdir()
    (folder.parent / "out" / "t.csv").write_text(OTHER)
    return folder / "t.csv"


def test_a_file_that_is_replaced_while_it_is_read_is_never_read(table: Path) -> None:
    digest = profiling.file_sha256(table)
    seen: list[tuple[str, str, str]] = []

    def swap() -> None:
        with pinning.steady(table) as held:
            table.unlink()
            table.symlink_to(table.parents[1] / "out" / "t.csv")
            seen.append((held.name, held.read_text(), profiling.file_sha256(held)))

    with pytest.raises(TableError, match="changed while it was read"):
        swap()

    assert seen == [("t.csv", HONEST, digest)]
    assert table.read_text() == OTHER


def test_the_source_names_the_table_and_not_the_descriptor(table: Path) -> None:
    paper = profiling.profile_table(table, follow_links=False)

    assert paper.source.path == str(table)
    assert list(profiling.load_text(paper.source).columns) == ["a", "b", "c"]


@pytest.mark.parametrize("place", ["file", "folder"])
def test_a_link_is_followed_only_for_those_who_ask(table: Path, place: str) -> None:
    beyond = table.parents[1] / "out"
    if place == "file":
        table.unlink()
        table.symlink_to(beyond / "t.csv")
    else:
        table.parent.rename(beyond.with_name("away"))
        table.parent.symlink_to(beyond)

    assert "canary" in profiling.profile_table(table).columns[0].name
    for read in (profiling.inspect_source, profiling.profile_table):
        with pytest.raises(TableError, match="was replaced while it was read"):
            read(table, follow_links=False)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_messages_name_the_table_and_no_temporary_folder(table: Path, suffix: str) -> None:
    broken = table.with_name(f"broken.{suffix}")
    broken.write_bytes(b"PAR1 nothing else PAR1" if suffix == "parquet" else HONEST.encode() + b"1,2\n")
    with pytest.raises(TableError) as caught:
        profiling.profile_table(broken)

    assert f"broken.{suffix}" in caught.value.message
    assert "mlwright-" not in str(caught.value)
    assert "/proc" not in str(caught.value)


def test_without_descriptors_as_files_a_replaced_table_is_still_refused(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert len(profiling.profile_table(table).columns) == 3

    def swap() -> None:
        with pinning.steady(table) as held:
            (table.parents[1] / "out" / "t.csv").replace(held)

    with pytest.raises(TableError, match="changed while it was read"):
        swap()


def test_nothing_is_left_open_or_lying_about(table: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    profiling.profile_table(table)
    before = len([*Path("/proc/self/fd").iterdir()])
    for _ in range(5):
        profiling.profile_table(table, follow_links=False)
        with pytest.raises(TableError):
            profiling.profile_table(table.parent / "none.csv", follow_links=False)

    assert len([*Path("/proc/self/fd").iterdir()]) <= before
    assert list(scratch.iterdir()) == []


def test_a_file_that_grows_while_it_is_read_is_said_to_change(table: Path) -> None:
    def grow() -> None:
        with pinning.steady(table):
            with table.open("a") as stream:
                stream.write("1,2")
            raise TableError("ragged")

    with pytest.raises(TableError, match="changed while it was read"):
        grow()


def test_a_sound_refusal_of_a_file_that_stays_is_passed_on(table: Path) -> None:
    with pytest.raises(TableError, match="ragged"), pinning.steady(table):
        raise TableError("ragged")
