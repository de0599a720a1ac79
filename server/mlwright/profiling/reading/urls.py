"""Tables of databases by URL, or by the file with `?table=`; secrets are used and never kept."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from mlwright.errors import TableError, quoted

_SCHEMES: dict[str, Literal["duckdb", "sqlite", "postgresql"]] = {
    "duckdb": "duckdb",
    "sqlite": "sqlite",
    "sqlite3": "sqlite",
    "postgresql": "postgresql",
    "postgres": "postgresql",
}
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_KNOWN = ("table", "sslmode", "sslrootcert")
_EXPECTED = (
    "Expected duckdb:///FILE?table=NAME, sqlite:///FILE?table=NAME or postgresql://USER@HOST/DATABASE?table=NAME."
)


@dataclass(frozen=True)
class Database:
    """Where a table of a database lies. The secret is in no paper, message or repr."""

    kind: Literal["duckdb", "sqlite", "postgresql"]
    shown: str
    """The URL without its secret."""
    table: str | None
    path: Path | None = None
    parameters: dict[str, str] = field(default_factory=dict, repr=False)
    secret: str | None = field(default=None, repr=False)


def database_of(text: str, table: str | None = None) -> Database | None:
    """The database that a URL or `FILE?table=NAME` names; None for a plain path.

    Raises:
        TableError: a URL that is broken or of an unknown kind, told without what could be a secret.
    """
    match = _URL.match(text)
    if match is None:
        name, mark, options = text.partition("?table=")
        if mark and Path(name).is_file():
            return Database("duckdb", str(Path(name).absolute()), unquote(options) or table, Path(name).absolute())
        return None
    kind = _SCHEMES.get(match[1].lower())
    if kind is None:
        raise TableError(f"Tables are not read from {quoted(match[1] + '://', 40)} addresses.", _EXPECTED)
    try:
        parts = urlsplit(text)
        port, given = parts.port, dict(parse_qsl(parts.query, keep_blank_values=True))
    except ValueError:
        raise TableError(f"The {kind} address is broken.", _EXPECTED) from None
    unknown = set(given) - set(_KNOWN)
    if unknown:
        raise TableError(f"The {kind} address has options that are not known ({len(unknown)}).", _EXPECTED)
    chosen = given.pop("table", None) or table
    if kind != "postgresql":
        # three slashes lead to a relative path and four to an absolute one, or the path is absolute on its own
        return _file(kind, parts.netloc, parts.path, chosen)
    database = unquote(parts.path.lstrip("/"))
    user, host = unquote(parts.username or ""), parts.hostname or ""
    named = {"host": host, "port": str(port or ""), "user": user, "dbname": database, **given}
    shown = "postgresql://" + (f"{quote(user)}@" if user else "") + host + (f":{port}" if port else "")
    query = f"?table={quote(chosen)}" if chosen else ""
    secret = unquote(parts.password) if parts.password else None
    parameters = {key: value for key, value in named.items() if value}
    return Database(kind, f"{shown}/{quote(database)}{query}", chosen, None, parameters, secret)


def shown_url(text: str) -> str | None:
    """A database URL without its secret, None for anything else. Raises TableError for a broken one."""
    if _URL.match(text) is None:
        return None
    found = database_of(text)
    return found.shown if found is not None else None


def _file(kind: Literal["duckdb", "sqlite"], host: str, path: str, table: str | None) -> Database:
    if host:
        raise TableError(f"A {kind} address has three slashes before its path.", _EXPECTED)
    name = unquote(path)
    absolute, relative = Path("/" + name.lstrip("/")), Path(name.lstrip("/"))
    found = relative.absolute() if not name.startswith("//") and not absolute.exists() else absolute
    return Database(kind, f"{kind}://{quote(str(found))}" + (f"?table={quote(table)}" if table else ""), table, found)


def choose_table(shown: str, table: str | None, names: list[str]) -> str:
    """The table that is named, or the only one. Raises TableError with the tables there are."""
    if table is None and len(names) == 1:
        return names[0]
    if table is not None and table in names:
        return table
    listed = ", ".join(quoted(name, 60) for name in names[:20]) + (f" and {len(names) - 20} more" * (len(names) > 20))
    what = f"has no table {quoted(table, 60)}" if table else f"holds {len(names)} tables, and none is named"
    raise TableError(f"{quoted(shown)} {what}.", f"Add ?table=NAME: {listed}." if names else "It holds no table.")
