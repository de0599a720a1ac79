"""The doctor says what is there, what is missing, what that costs and what mends it."""

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mlwright import doctor
from mlwright.cli import cli
from mlwright.doctor import Item, checkup, healthy, hosts, libraries, programs, serving, table
from mlwright.hosts import BY_KEY

HOME_VARIABLES = ("CLAUDE_CONFIG_DIR", "CODEX_HOME", "COPILOT_HOME")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an empty home and nothing on PATH but its folder `bin`."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in HOME_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def program(machine: Path, name: str, says: str) -> Path:
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def by_name(items: Any) -> dict[str, Item]:
    return {item.name: item for item in items}


def pretend(monkeypatch: pytest.MonkeyPatch, name: str, version: str | None) -> None:
    """As if a library were installed in this version, or not at all."""

    def answer(asked: str) -> str:
        if asked != name:
            return metadata.version(asked)
        if version is None:
            raise metadata.PackageNotFoundError(asked)
        return version

    monkeypatch.setattr(libraries, "version", answer)


def test_everything_that_is_declared_is_looked_for() -> None:
    found = by_name(libraries.examine_libraries())

    assert {"python", "mlwright", "pandas", "scikit-learn", "mcp", "lightgbm"} <= set(found)
    optional = {"lightgbm", "openpyxl", "psycopg", "pyarrow", "zstandard"}
    assert optional == {item.name for item in found.values() if not item.required}
    assert "allowed" in found["pandas"].found


@pytest.mark.parametrize(("version", "found"), [(None, "missing"), ("2.9", "2.9, needs >=3.0")])
def test_a_library_that_is_missing_or_too_old_fails_and_has_a_line_that_mends_it(
    version: str | None, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "pandas", version)
    item = by_name(libraries.examine_libraries())["pandas"]

    assert (found, False, True) == (item.found, item.ok, item.required)
    assert item.fix[0].endswith("-m pip install 'pandas>=3.0'")
    assert not healthy([item])


def test_a_missing_extra_costs_something_and_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "lightgbm", None)
    item = by_name(libraries.examine_libraries())["lightgbm"]

    assert "one candidate fewer" in item.costs
    assert "lightgbm" in item.fix[0]
    assert healthy([item])


def test_a_package_that_is_only_a_folder_is_said_to_be_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(libraries, "distribution", missing)
    (item,) = libraries.examine_libraries()

    assert (item.name, item.ok, item.required) == ("mlwright", False, True)
    # no release is published: what is offered is the checkout, never a name that somebody else may take
    assert item.fix[0].endswith(f"-m pip install {Path(__file__).resolve().parents[1]}")


def test_programs_on_an_empty_machine_are_missing_and_none_is_required(machine: Path) -> None:
    found = by_name(programs.examine_programs())

    assert {"mlwright on PATH", "git", "git lfs", "docker", "npx", "uvx"} == set(found)
    assert not any(item.ok or item.required for item in found.values())
    assert all(item.costs and item.fix for item in found.values())
    assert "--diff" in found["git"].costs


def test_a_program_that_is_there_says_its_version_and_costs_nothing(machine: Path) -> None:
    program(machine, "git", "echo git version 2.47.1")
    item = by_name(programs.examine_programs())["git"]

    assert (item.found, item.ok, item.costs, item.fix) == ("2.47.1", True, "", ())


def test_a_program_that_hangs_or_says_nothing_does_not_hold_up_the_doctor(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "PATIENCE", 0.2)
    program(machine, "git", "exec /bin/sleep 30")
    program(machine, "docker", "exit 3")
    started = time.monotonic()
    found = by_name(programs.examine_programs())

    assert (found["git"].found, found["docker"].found) == ("found", "found")
    assert time.monotonic() - started < 10


def test_a_program_in_the_current_folder_is_not_one_on_path(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine, "git", "echo git version 6.6.6")
    monkeypatch.chdir(machine / "bin")
    monkeypatch.setenv("PATH", os.pathsep.join(["", "."]))

    assert programs.located("git") is None


def test_hosts_are_told_apart_from_another_mlwright_on_path(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = program(machine, "mlwright", "echo other")
    other = by_name(programs.examine_programs())["mlwright on PATH"]
    monkeypatch.setattr(programs, "scripts", lambda: [foreign.parent])
    own = by_name(programs.examine_programs())["mlwright on PATH"]

    assert (other.found, other.ok) == ("another one", False)
    assert str(foreign) in other.costs
    assert (own.found, own.ok, own.costs) == ("this one", True, "")


def test_a_link_to_this_mlwright_counts_as_this_one(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = machine / "venv" / "mlwright"
    real.parent.mkdir()
    real.write_text("#!/bin/sh\n", encoding="utf-8")
    real.chmod(0o755)
    (machine / "bin" / "mlwright").symlink_to(real)
    monkeypatch.setattr(programs, "scripts", lambda: [real.parent])

    assert by_name(programs.examine_programs())["mlwright on PATH"].ok


def written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


SETTINGS = {
    "claude": (".claude/plugins/installed_plugins.json", '{"version": 2, "plugins": {"mlwright@mlwright": [{}]}}'),
    "codex": (".codex/config.toml", '[plugins."mlwright@mlwright"]\nenabled = true\n'),
    "copilot": (".copilot/settings.json", '{"enabledPlugins": {"mlwright@mlwright": true}}'),
    "gemini": (".gemini/extensions/mlwright/gemini-extension.json", "{}"),
}
OFF = {
    "claude": '{"plugins": {"other@mlwright": [{}]}}',
    "codex": '[plugins."mlwright@mlwright"]\nenabled = false\n',
    "copilot": '{"enabledPlugins": {"mlwright@mlwright": false}}',
}


@pytest.mark.parametrize("key", SETTINGS)
def test_a_host_with_the_plugin_is_recognised_by_its_own_files(key: str, machine: Path) -> None:
    program(machine, BY_KEY[key].executable, "echo tool 1.2.3")
    before = by_name(hosts.examine_hosts())[BY_KEY[key].name]
    written(machine / SETTINGS[key][0], SETTINGS[key][1])
    after = by_name(hosts.examine_hosts())[BY_KEY[key].name]

    assert (before.found, before.ok, before.required) == ("1.2.3, without mlwright", False, False)
    assert f"mlwright skills install --host {key}" in before.fix
    assert not any("SOURCE" in line for line in before.fix)
    assert (after.found, after.ok, after.costs) == ("1.2.3, plugin installed", True, "")


@pytest.mark.parametrize("key", OFF)
@pytest.mark.parametrize("damage", [False, True])
def test_a_plugin_that_is_off_or_a_file_that_cannot_be_read_counts_as_none(
    key: str, damage: bool, machine: Path
) -> None:
    program(machine, BY_KEY[key].executable, "echo tool 1.2.3")
    written(machine / SETTINGS[key][0], "{[" if damage else OFF[key])

    assert not by_name(hosts.examine_hosts())[BY_KEY[key].name].ok


@pytest.mark.parametrize("key", SETTINGS)
def test_a_host_with_the_skills_alone_is_recognised(key: str, machine: Path) -> None:
    program(machine, BY_KEY[key].executable, "echo tool 1.2.3")
    for name in ("mlops", "ml-engineer", "somebody-elses"):
        written(BY_KEY[key].folder() / name / "SKILL.md", "")
    item = by_name(hosts.examine_hosts())[BY_KEY[key].name]

    assert item.ok
    assert item.found.startswith("1.2.3, 2 of ")


def test_on_a_machine_without_hosts_each_has_a_line_that_gets_it(machine: Path) -> None:
    items = hosts.examine_hosts()

    assert [BY_KEY[key].name for key in SETTINGS] == [item.name for item in items]
    assert all(not item.ok and not item.required and item.fix[0].startswith("npm install") for item in items)
    assert set(hosts.PACKAGES) == set(hosts.PLUGINS) == set(SETTINGS)


def test_the_server_answers_and_its_tools_are_counted() -> None:
    item = serving.probe_server()

    assert item.ok, item.found
    assert "tools" in item.found


def saying(*lines: str) -> tuple[str, ...]:
    """A program in the server's place that reads one line and then says these."""
    code = f"import sys; sys.stdin.readline(); print({chr(10).join(lines)!r}, flush=True); sys.stdin.read()"
    return (sys.executable, "-c", code)


GREETED = '{"jsonrpc": "2.0", "id": 1, "result": {}}'


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ((sys.executable, "-c", "raise SystemExit(1)"), "ends without an answer"),
        ((sys.executable, "-c", "import time; time.sleep(60)"), "does not answer in time"),
        (saying("Traceback: a secret"), "says what is not the protocol"),
        (saying('{"jsonrpc": "2.0", "id": 1, "error": {"code": -1, "message": "a secret"}}'), "answers with an error"),
        (saying(GREETED, '{"jsonrpc": "2.0", "id": 2, "result": {"tools": []}}'), "lists no tools"),
    ],
)
def test_a_server_that_fails_is_a_failure_with_its_price_and_without_its_words(
    command: tuple[str, ...], found: str
) -> None:
    item = serving.probe_server(command, patience=3.0)

    assert (found, False, True) == (item.found, item.ok, item.required)
    assert item.costs
    assert not any("secret" in line for line in table([item]))


def test_news_before_the_answer_is_passed_over() -> None:
    news = '{"jsonrpc": "2.0", "method": "notifications/message"}'

    assert serving.probe_server(saying(news, GREETED, '{"id": 2, "result": {"tools": [1]}}')).ok


@pytest.mark.parametrize(("ok", "required", "code"), [(True, True, 0), (False, False, 0), (False, True, 1)])
def test_the_command_fails_only_for_what_is_required(
    ok: bool, required: bool, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = Item("Programs", "loom", "missing", ok, required, "no weaving", ("install loom",))
    monkeypatch.setattr(doctor, "checkup", lambda: [item])
    run: Callable[[list[str]], Any] = lambda words: CliRunner().invoke(cli, words, standalone_mode=False)  # noqa: E731

    assert code == run(["doctor"]).return_value == run(["doctor", "--json"]).return_value
    assert json.loads(run(["doctor", "--json"]).output)[0]["fix"] == ["install loom"]
    assert ["Programs", f"  {item.mark} loom             missing", "      no weaving", "      → install loom"] == run(
        ["doctor"]
    ).output.splitlines()


def test_nothing_of_the_environment_is_printed(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLWRIGHT_TOKEN", "s3cr3t-in-the-environment")
    written(machine / ".codex/config.toml", '[mcp_servers.x.env]\nKEY = "s3cr3t-in-the-settings"\n')
    items = checkup()

    assert not any("s3cr3t" in line for line in table(items))
    assert "s3cr3t" not in json.dumps([vars(item) for item in items])
