"""Files that claim or hold more than they should are refused before they cost anything."""

import gzip
import io
import tarfile
import time
import zipfile
from pathlib import Path

import duckdb
import pytest

from mlwright.errors import TableError
from tests.profiling.opening import read

LIMIT = 1_000_000


def test_what_unpacks_to_more_than_the_bound_is_refused_and_the_bound_can_be_raised(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 500_000))

    with pytest.raises(TableError, match="holds more than 1,000,000 bytes once it is unpacked") as caught:
        read(path, largest_unpacked=LIMIT)
    assert "--largest-unpacked" in caught.value.hint
    assert len(read(path, largest_unpacked=3 * LIMIT)[1]) == 500_000


@pytest.mark.parametrize(
    "content",
    [gzip.compress(b"a,b\n1,2\n" * 99, mtime=0)[:-9], gzip.compress(b"a,b\n", mtime=0) + b"rubbish here"],
    ids=["cut", "with rubbish behind"],
)
def test_broken_gzip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(content)

    with pytest.raises(TableError, match="no whole gzip file"):
        read(path)


def test_packed_files_that_hold_no_text_are_named(tmp_path: Path) -> None:
    packed, archive = tmp_path / "t.gz", tmp_path / "t.csv.gz"
    packed.write_bytes(gzip.compress(gzip.compress(b"a,b\n")))
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("a.csv"))
    archive.write_bytes(held.getvalue())

    with pytest.raises(TableError, match="packed gzip file"):
        read(packed)
    with pytest.raises(TableError, match="tar archive"):
        read(archive)


def test_parquet_with_more_cells_than_its_bytes_can_mean_is_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql("SELECT 1 AS a, NULL::INT AS b FROM range(3000000)").write_parquet(str(path))
    started = time.process_time()

    with pytest.raises(TableError, match="holds more than"):
        read(path, largest_unpacked=LIMIT)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("cut", [slice(0, -200), slice(0, 40)])
def test_parquet_without_its_footer_is_refused(tmp_path: Path, cut: slice) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql("SELECT i AS a, i AS b FROM range(1000) t(i)").write_parquet(str(path))
    path.write_bytes(path.read_bytes()[cut] + b"PAR1")

    with pytest.raises(TableError, match="not a readable Parquet file"):
        read(path)


def test_parquet_with_damaged_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql("SELECT 'word' || hash(i) AS a, 'other' || hash(i + 1) AS b FROM range(5000) t(i)").write_parquet(
        str(path)
    )
    content = bytearray(path.read_bytes())
    for at in range(100, len(content) // 2, 7):
        content[at] ^= 0x5A
    path.write_bytes(content)

    with pytest.raises(TableError, match=r"not readable as parquet|not a readable Parquet"):
        read(path)


def test_parquet_with_a_hundred_thousand_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql(f"SELECT {', '.join(f'1 AS c{at}' for at in range(20_001))}").write_parquet(str(path))

    with pytest.raises(TableError, match="20,001 columns"):
        read(path)


def _workbook(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/sheet.xml": b" " * 2 * LIMIT}, "holds more than"),
        ({"xl/sheet.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "entities"),
    ],
)
def test_workbooks_that_multiply_are_refused(tmp_path: Path, parts: dict[str, bytes], said: str) -> None:
    with pytest.raises(TableError, match=said):
        read(_workbook(tmp_path / "t.xlsx", parts), largest_unpacked=LIMIT)


def test_a_broken_workbook_and_a_plain_archive_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the package openpyxl is not installed")
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("t.csv", "a,b\n1,2\n")

    with pytest.raises(TableError, match="zip archive, not a workbook"):
        read(tmp_path / "t.zip")
    with pytest.raises(TableError, match="broken workbook"):
        read(_workbook(tmp_path / "t.xlsx", {"xl/sheet.xml": b"<x/>"}))
