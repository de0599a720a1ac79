"""One survey of each host per run, of the plugin and of a copy that is broken on purpose."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hosts.package_copy import break_plugin, copy_plugin
from tests.hosts.sandbox import Sandbox
from tests.hosts.seen import Seen

SandboxMaker = Callable[..., Sandbox]
Publish = Callable[[Seen], Seen]
ROWS = pytest.StashKey[dict[str, Seen]]()


@pytest.fixture(scope="session")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_plugin(tmp_path_factory.mktemp("plugin") / "mlwright")


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return break_plugin(copy_plugin(tmp_path_factory.mktemp("broken") / "mlwright"))


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> SandboxMaker:
    def make(host: str, **extra: str) -> Sandbox:
        return Sandbox(host, tmp_path_factory.mktemp(host), extra)

    return make


@pytest.fixture(scope="session")
def publish(request: pytest.FixtureRequest) -> Iterator[Publish]:
    """Keep a host's row for the table; MLWRIGHT_HOSTS_REPORT names a folder that gets it as JSON too."""
    rows = request.config.stash.setdefault(ROWS, {})

    def keep(seen: Seen) -> Seen:
        rows[seen.host] = seen
        folder = os.environ.get("MLWRIGHT_HOSTS_REPORT")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / f"{seen.host}.json").write_text(json.dumps(seen.row(), indent=2) + "\n", encoding="utf-8")
        return seen

    yield keep
    for host in sorted(rows):
        row = {key: value for key, value in rows[host].row().items() if key != "tokens"}
        print("\n" + "  ".join(f"{key} {'-' if value is None else value}" for key, value in row.items()), end="")
