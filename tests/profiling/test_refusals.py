"""What is no usable table is refused with a sentence that names what it is."""

import gzip
import os
import pickle
import time
import zipfile
from pathlib import Path

import pytest

from mlwright import profiling
from mlwright.errors import TableError

ROWS = "".join(f"{n},{n * n % 7},{n % 3}\n" for n in range(40))


def _refused(path: Path) -> str:
    with pytest.raises(TableError) as caught:
        profiling.profile_table(path)
    return str(caught.value)


def _no_script_reads(path: Path) -> str:
    """Why a file is nothing for the chain, whose scripts read one plain file."""
    with pytest.raises(TableError) as caught:
        profiling.inspect_source(path)
    return str(caught.value)


def _file(folder: Path, content: bytes | str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_sound_table_is_accepted(tmp_path: Path) -> None:
    assert profiling.profile_table(_file(tmp_path, "a,b,c\n" + ROWS)).rows == 40


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "no file" in _refused(tmp_path / "none.csv")


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    assert "folder" in _refused(tmp_path)
    assert "folder" in _no_script_reads(tmp_path)


def test_an_empty_file_is_no_table(tmp_path: Path) -> None:
    assert "0 bytes" in _refused(_file(tmp_path, b""))


@pytest.mark.parametrize("suffix", [".pkl", ".pickle", ".joblib", ".pt", ".pth", ".npy", ".npz"])
def test_files_that_can_run_code_are_refused_by_name_without_opening(tmp_path: Path, suffix: str) -> None:
    path = _file(tmp_path, "a,b\n1,2\n", f"t{suffix}")
    path.chmod(0)

    assert "never opened" in _refused(path)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_pickle_with_another_name_is_refused(tmp_path: Path, protocol: int) -> None:
    assert "pickle" in _refused(_file(tmp_path, pickle.dumps({"a": [1] * 99}, protocol)))


def test_a_workbook_named_csv_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.csv", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")

    assert "Excel" in _no_script_reads(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "gzip"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\xfd7zXZ\x00\x00", "xz"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "xls"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "HTML"),
        (b"\n <html><table><tr><td>1</td></tr></table></html>", "HTML"),
        (b'{"a": 1, "b": [1, 2]}', "JSON"),
        (b'[{"a": 1}, {"a": 2}]', "JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "JSON lines"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, start: bytes, said: str) -> None:
    assert said in _no_script_reads(_file(tmp_path, start))


def test_what_only_starts_like_parquet_is_named(tmp_path: Path) -> None:
    assert "Parquet" in _refused(_file(tmp_path, b"PAR1 is how it starts, and no more"))


def test_nul_bytes_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    late = b"a,b,c\n" + ROWS.encode() * 4000 + b"1,\x00,2\n"

    assert "NUL" in _refused(_file(tmp_path, b"a,b\n1,\x002\n"))
    assert "NUL" in _refused(_file(tmp_path, late))


def test_random_bytes_are_refused(tmp_path: Path) -> None:
    noise = bytes((n * 197 + n * n * 31) % 255 + 1 for n in range(5000))

    assert "binary" in _refused(_file(tmp_path, noise))


def test_one_enormous_line_is_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as stream:
        for _ in range(100):
            stream.write(b"a,b,c,d," * 131072)
    started = time.process_time()

    assert "longer than 4 MiB" in _refused(path)
    assert time.process_time() - started < 2


def test_more_than_twenty_thousand_columns_are_refused(tmp_path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(20_001))

    assert "20,001 columns" in _refused(_file(tmp_path, names + "\n" + "1," * 20_000 + "1\n"))


def test_a_header_alone_is_refused(tmp_path: Path) -> None:
    assert "no rows" in _refused(_file(tmp_path, "a,b\n"))


def test_one_row_and_nineteen_rows_are_too_few(tmp_path: Path) -> None:
    lines = ROWS.splitlines(keepends=True)

    assert "one row" in _refused(_file(tmp_path, "a,b,c\n" + lines[0]))
    assert "19 rows" in _refused(_file(tmp_path, "a,b,c\n" + "".join(lines[:19])))
    assert profiling.profile_table(_file(tmp_path, "a,b,c\n" + "".join(lines[:20]))).rows == 20


def test_one_column_is_refused(tmp_path: Path) -> None:
    assert "one column" in _refused(_file(tmp_path, "a\n" + "1\n2\n3\n" * 20))


def test_names_that_stand_twice_are_told_with_their_places(tmp_path: Path) -> None:
    message = _refused(_file(tmp_path, "a,b,a\n" + ROWS))

    assert "'a' in columns 1, 3" in message


def test_a_table_without_header_is_refused(tmp_path: Path) -> None:
    assert "no header" in _refused(_file(tmp_path, "1,2,3\n" + ROWS))


def test_a_nameless_column_with_values_is_refused_with_its_place(tmp_path: Path) -> None:
    assert "column 2" in _refused(_file(tmp_path, "a,,c\n" + ROWS))


def test_ragged_rows_are_told_with_lines_and_counts(tmp_path: Path) -> None:
    message = _refused(_file(tmp_path, "a,b,c\n" + ROWS + "1,2\n1,2,3\n1,2,3,4\n"))

    assert "3 columns" in message
    assert "line 42 has 2" in message
    assert "line 44 has 4" in message


def test_a_field_too_many_at_the_end_is_ragged_too(tmp_path: Path) -> None:
    assert "line 42 has 4" in _refused(_file(tmp_path, "a,b,c\n" + ROWS + "1,2,3,\n"))


def test_line_numbers_count_newlines_inside_quotes(tmp_path: Path) -> None:
    assert "line 44 has 2" in _refused(_file(tmp_path, "a,b,c\n" + ROWS + '1,"x\ny",3\n1,2\n'))


def test_a_quote_that_never_closes_is_refused(tmp_path: Path) -> None:
    assert "not closed" in _refused(_file(tmp_path, "a,b,c\n" + ROWS + '1,"2,3\n' + ROWS))


def test_utf8_mark_before_other_bytes_is_refused(tmp_path: Path) -> None:
    assert "utf-8-sig" in _refused(_file(tmp_path, b"\xef\xbb\xbfa,b,c\n" + ROWS.encode() + b"\xff,1,2\n"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b,c\n" + ROWS)
    path.chmod(0)

    assert "not permitted" in _refused(path)


def test_permission_errors_become_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, "a,b,c\n" + ROWS)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert "not permitted" in _refused(path)


@pytest.mark.parametrize("step", ["read the table", "measure columns"])
def test_a_file_that_changes_meanwhile_is_refused(tmp_path: Path, step: str) -> None:
    path = _file(tmp_path, "a,b,c\n" + ROWS)

    def meddle(name: str, share: float) -> None:
        if name == step:
            path.write_text("a,b,c\n" + ROWS.replace("1", "2"))

    with pytest.raises(TableError, match="changed"):
        profiling.profile_table(path, progress=meddle)


@pytest.mark.parametrize("step", ["read the table", "measure columns"])
def test_a_file_that_vanishes_meanwhile_is_refused(tmp_path: Path, step: str) -> None:
    path = _file(tmp_path, "a,b,c\n" + ROWS)

    with pytest.raises(TableError, match=r"vanished|no file"):
        profiling.profile_table(path, progress=lambda name, share: path.unlink() if name == step else None)


def test_load_text_refuses_another_file_than_the_source_describes(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b,c\n" + ROWS)
    source = profiling.inspect_source(path)
    path.write_text("a,b,c\n" + ROWS.replace("1", "2"))

    with pytest.raises(TableError, match="changed"):
        profiling.load_text(source)


def test_the_file_is_only_read(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b,c\n" + ROWS)
    before = profiling.file_sha256(path), path.stat().st_mtime_ns
    paper = profiling.profile_table(path, target="b")

    assert before == (profiling.file_sha256(path), path.stat().st_mtime_ns)
    assert paper.source.sha256 == before[0]
    assert sorted(item.name for item in tmp_path.iterdir()) == ["t.csv"]
