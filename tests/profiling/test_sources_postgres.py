"""A table of a real PostgreSQL server, started for the test."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from mlwright.errors import TableError
from mlwright.profiling.reading.reader import read_table
from tests.profiling.opening import read, rows_of

SECRET = "not-a-real-secret"
psycopg = pytest.importorskip("psycopg", reason="the package psycopg is not installed")


def _program(name: str) -> str:
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(places[-1]) if places else shutil.which(name)
    if not found:
        pytest.skip(f"PostgreSQL's {name} is not installed")
    return found


def _as_somebody() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        return {"user": pwd.getpwnam("postgres").pw_uid, "group": pwd.getpwnam("postgres").pw_gid, "extra_groups": []}
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Host, port and user of a server that asks for the secret."""
    initdb, pg_ctl, somebody = _program("initdb"), _program("pg_ctl"), _as_somebody()
    folder = Path(mkdtemp(prefix="pg-", dir="/tmp"))
    (folder / "password").write_text(SECRET)
    if somebody:
        for path in (folder, folder / "password"):
            os.chown(path, int(str(somebody["user"])), int(str(somebody["group"])))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def call(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=folder, **somebody)

    data, settings = str(folder / "data"), f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    try:
        call(initdb, "-D", data, "-U", "reader", "-A", "scram-sha-256", "-E", "UTF8", "--no-sync",
             "--pwfile", str(folder / "password"))  # fmt: skip
        call(pg_ctl, "-D", data, "-w", "-o", settings, "-l", str(folder / "log"), "start")
        try:
            _fill(port)
            yield f"127.0.0.1:{port}"
        finally:
            call(pg_ctl, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(port: int) -> None:
    address = {"host": "127.0.0.1", "port": port, "user": "reader", "password": SECRET, "dbname": "postgres"}
    with psycopg.connect(**address) as connection:
        connection.execute("""
            CREATE TABLE orders (id bigint PRIMARY KEY, price numeric, word text, moment timestamptz, yes boolean)""")
        connection.execute("""
            INSERT INTO orders VALUES
            (2, 1e30 + 0.1, E'a,"b"\\nc', '2020-01-01 12:00+02', true), (1, NULL, '', NULL, false)""")
        connection.execute("CREATE SCHEMA s")
        connection.execute('CREATE TABLE s."odd ""name" (a int, b text)')
        connection.execute("""INSERT INTO s."odd ""name" SELECT i, 'x' || i FROM generate_series(1, 50) i""")


def test_a_table_is_read_in_the_order_of_its_key_and_exactly(server: str) -> None:
    with read_table([f"postgresql://reader:{SECRET}@{server}/postgres?table=orders"]) as table:
        rows, source = rows_of(table), table.source

    moment = "2020-01-01 10:00:00+00"
    huge = "1000000000000000000000000000000.1"
    assert [("1", "", "", "", "f"), ("2", huge, 'a,"b"\nc', moment, "t")] == rows
    assert (f"postgresql://reader@{server}/postgres?table=orders", "orders", "database") == (
        source.path, source.table, source.format,
    )  # fmt: skip
    assert SECRET not in source.model_dump_json()


def test_the_secret_may_come_from_the_environment(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", SECRET)

    assert len(read(f"postgresql://reader@{server}/postgres?table=s.odd%20%22name")[1]) == 50


def test_the_hash_is_that_of_the_rows(server: str) -> None:
    url = f"postgresql://reader:{SECRET}@{server}/postgres?table=s.odd%20%22name"
    hashes = []
    for _ in range(2):
        with read_table([url]) as table:
            hashes.append(table.source.sha256)
    with read_table([f"postgresql://reader:{SECRET}@{server}/postgres?table=orders"]) as table:
        other = table.source.sha256

    assert hashes[0] == hashes[1] != other


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("reader:{secret}@{server}/postgres", "holds 2 tables"),
        ("reader:{secret}@{server}/postgres?table=none", "no table 'none'"),
        ("reader:wrong-{secret}@{server}/postgres?table=orders", "cannot be read"),
        ("reader:{secret}@127.0.0.1:1/postgres?table=orders", "cannot be read"),
    ],
)
def test_what_goes_wrong_is_told_without_the_secret(server: str, address: str, said: str) -> None:
    with pytest.raises(TableError, match=said) as caught:
        read("postgresql://" + address.format(secret=SECRET, server=server))

    assert SECRET not in str(caught.value)
