"""HTTP: this machine only, strangers refused, several clients at once, a clean end."""

import http.client
import json
import logging
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from mlwright.errors import InputError
from mlwright.server.over_http import LARGEST_REQUEST, NO_TOKEN, WRONG_TOKEN, Gone, Listener, token_of
from mlwright.server.stopping import STOPPED
from tests.server.frames import ENVELOPE
from tests.server.launching import ERAS, children_of, environment, exists

TOKEN = "correct-horse-battery-staple"
MLWRIGHT = [sys.executable, "-m", "mlwright", "serve", "--http", "0"]


class Served:
    """A server process and where it listens."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stderr is not None
        self.process = process
        self.said = process.stderr.readline()
        match = re.search(r"http://127\.0\.0\.1:(\d+)/mcp", self.said)
        assert match, self.said + process.stderr.read()
        self.url, self.port = match[0], int(match[1])

    def post(self, method: str = "tools/list", **headers: str) -> int:
        """Send one request of the modern era; the status of its answer."""
        frame = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {"_meta": ENVELOPE}}
        given = {
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": "2026-07-28",
            "Mcp-Method": method,
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url, json.dumps(frame).encode(), given)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code

    def end(self, sign: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Interrupt it; its exit status and what it said."""
        self.process.send_signal(sign)
        said = self.process.communicate(timeout=20)
        return self.process.returncode, self.said + said[1]


@contextmanager
def serving(root: Path, *options: str, **variables: str) -> Iterator[Served]:
    command = [*MLWRIGHT, "--root", str(root), *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment() | variables,
        # a shell that starts the tests in the background would have it ignore interrupts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        yield Served(process)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("root")) as one:
        yield one


@pytest.mark.parametrize("mode", ERAS)
def test_several_clients_are_served_at_once(served: Served, mode: str) -> None:
    answered: list[int] = []

    async def client_of_its_own() -> None:
        async with Client(served.url, mode=mode) as client:
            answered.append(len((await client.list_tools()).tools))
            read = await client.call_tool("read_skill", {"name": "mlops"})
            assert read.structured_content is not None
            assert read.structured_content["skill"] == "mlops"

    async def main() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(4):
                group.start_soon(client_of_its_own)

    anyio.run(main)

    assert len(answered) == 4
    assert len(set(answered)) == 1


def test_another_name_for_this_machine_is_refused(served: Served) -> None:
    assert served.post() == 200
    assert served.post(Host="evil.example") == 421
    assert served.post(Origin="http://evil.example") == 403


def test_a_request_beyond_the_limit_is_refused(served: Served) -> None:
    # only announced: the server may refuse, and hang up, before it has read a byte
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.putrequest("POST", "/mcp")
    for name, value in {"Content-Type": "application/json", "Content-Length": str(LARGEST_REQUEST + 1)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    connection.close()

    assert answer.status == 413


def test_a_token_is_asked_for_and_never_told(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    with serving(tmp_path, "--token-file", str(file)) as served:
        statuses = [
            served.post(),
            served.post(Authorization=TOKEN),
            served.post(Authorization=f"Bearer {TOKEN}x"),
            served.post(Authorization="Bearer \xe9"),
            served.post(Authorization=f"Bearer {TOKEN}"),
            served.post(Authorization=f"bearer {TOKEN}"),
        ]
        code, said = served.end()

    assert statuses == [401, 401, 401, 401, 200, 200]
    assert code == 130
    assert TOKEN not in said


def test_the_token_of_the_environment_is_not_handed_on_to_children(tmp_path: Path) -> None:
    with serving(tmp_path, MLWRIGHT_TOKEN=TOKEN) as served:
        assert served.post() == 401
        assert served.post(Authorization=f"Bearer {TOKEN}") == 200
    code = (
        "import os, mlwright.cli.machine as machine; machine.importlib.import_module = lambda name: exit("
        "int('MLWRIGHT_TOKEN' in os.environ)); machine.serve.callback((), None, '127.0.0.1', None, ())"
    )
    child = subprocess.run(
        [sys.executable, "-c", code], env=environment() | {"MLWRIGHT_TOKEN": TOKEN}, timeout=60, check=False
    )
    assert child.returncode == 0


@pytest.mark.parametrize(
    ("sign", "code", "word"), [(signal.SIGINT, 130, ["stopped"]), (signal.SIGTERM, 0, []), (signal.SIGHUP, 0, [])]
)
def test_a_signal_ends_it_cleanly(tmp_path: Path, sign: signal.Signals, code: int, word: list[str]) -> None:
    with serving(tmp_path) as served:
        assert served.post() == 200
        ended, said = served.end(sign)

    assert ended == code
    assert said.splitlines() == [f"mlwright listens on {served.url}", *word]


def test_a_client_that_keeps_a_stream_open_does_not_hold_up_the_end(tmp_path: Path) -> None:
    heard: list[tuple[int, str]] = []
    took: list[float] = []

    async def main(served: Served) -> None:
        async with Client(served.url, mode="legacy") as client:
            await client.list_tools()
            started = time.monotonic()
            heard.append(await anyio.to_thread.run_sync(served.end))
            took.append(time.monotonic() - started)

    with serving(tmp_path) as served, suppress(Exception):
        anyio.run(main, served)

    assert heard == [(130, f"mlwright listens on {served.url}\nstopped\n")]
    assert took[0] < 5


def test_a_refusal_says_whether_the_token_is_missing_or_wrong(tmp_path: Path) -> None:
    with serving(tmp_path, MLWRIGHT_TOKEN=TOKEN) as served:
        texts = []
        for headers in ({}, {"Authorization": "Basic x"}, {"Authorization": f"Bearer {TOKEN}x"}):
            connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
            connection.request("POST", "/mcp", b"{}", headers)
            texts.append(connection.getresponse().read().decode())
            connection.close()

    assert texts == [NO_TOKEN, NO_TOKEN, WRONG_TOKEN]


def test_the_client_of_the_documentation_reaches_a_server_with_a_token(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/hosts.md").read_text()
    code = re.search(r"```python\n(.*?streamable_http_client.*?)```", page, re.DOTALL)
    assert code
    with serving(tmp_path, MLWRIGHT_TOKEN=TOKEN) as served:
        for token, outcome in ((TOKEN, True), (TOKEN + "x", False)):
            done = subprocess.run(
                [sys.executable, "-c", code[1].replace("http://127.0.0.1:8000/mcp", served.url)],
                capture_output=True,
                text=True,
                env=environment() | {"MLWRIGHT_TOKEN": token},
                timeout=60,
                check=False,
            )
            assert ("run_training" in done.stdout) is outcome, done.stderr


def test_a_client_that_hung_up_is_no_news_and_a_fault_is() -> None:
    def record_of(error: Exception, cause: Exception | None = None) -> logging.LogRecord:
        error.__context__ = cause
        return logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "failed", (), (type(error), error, None))

    gone = Gone()

    assert not gone.filter(record_of(anyio.ClosedResourceError()))
    assert not gone.filter(record_of(RuntimeError("twice"), anyio.BrokenResourceError()))
    assert gone.filter(record_of(RuntimeError("twice"), ValueError()))
    assert gone.filter(logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "failed", (), None))


def test_a_port_in_use_is_said_in_a_sentence(served: Served, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mlwright", "serve", "--root", str(tmp_path), "--http", str(served.port)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert f"cannot listen on port {served.port} of '127.0.0.1': it is in use" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("host", "said"),
    [("192.0.2.1", "Cannot assign requested address\n"), ("b..ü", "it is no name\n"), ("a b", "not known\n")],
)
def test_an_address_that_is_not_ours_is_said_in_a_sentence(tmp_path: Path, host: str, said: str) -> None:
    done = subprocess.run(
        [*MLWRIGHT, "--root", str(tmp_path), "--host", host],
        capture_output=True,
        text=True,
        env=environment() | {"MLWRIGHT_TOKEN": TOKEN},
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert f"cannot listen on port 0 of '{host}'" in done.stderr
    assert said in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--http", "0", "--host", "0.0.0.0"], "there is no token"),
        (["--http", "0", "--host", "192.0.2.1"], "there is no token"),
        (["--host", "0.0.0.0"], "need --http"),
        (["--allow-host", "box"], "need --http"),
        (["--http", "70000"], "70000"),
    ],
)
def test_options_that_would_let_strangers_in_are_refused(tmp_path: Path, options: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mlwright", "serve", "--root", str(tmp_path), *options],
        capture_output=True,
        text=True,
        env={key: value for key, value in environment().items() if key != "MLWRIGHT_TOKEN"},
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )

    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("token", ["short", "x" * 15, "with a space in it", "ünicode-is-not-for-headers"])
def test_a_token_that_cannot_serve_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(InputError, match="the token has") as refused:
        Listener(0, token=token).checked()

    assert token not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"), [("", "holds no token"), (" \n", "holds no token"), ("x" * 5000, "more than 4096")]
)
def test_an_empty_token_does_not_mean_to_do_without_one(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "token"
    file.write_text(content)

    for where in ((file, None), (None, content)):
        with pytest.raises(InputError, match=said):
            token_of(*where)
    with pytest.raises(InputError, match="cannot read the token file"):
        token_of(tmp_path, None)
    file.write_text(f"{TOKEN}\n")
    assert [token_of(file, "another"), token_of(None, f" {TOKEN}\n"), token_of(None, None)] == [TOKEN, TOKEN, ""]


@pytest.mark.parametrize("name", ["http://box", "box/mcp", "", "*", "b x"])
def test_a_name_that_no_request_can_bear_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="--allow-host takes"):
        Listener(0, names=(name,)).checked()
    for good in ("box.example", "192.0.2.1", "[::1]", "box:8000"):
        Listener(0, names=(good,)).checked()


def test_every_address_needs_a_name_to_be_called_by() -> None:
    for every in ("0.0.0.0", "::", ""):
        with pytest.raises(InputError, match="does not say under which name"):
            Listener(0, every, TOKEN).checked()

    allowed: Any = Listener(0, "0.0.0.0", TOKEN, ("box.example",)).checked().security()
    assert "box.example:*" in allowed.allowed_hosts
    assert "0.0.0.0:*" not in allowed.allowed_hosts


@pytest.mark.parametrize(("host", "local"), [("localhost", True), ("127.0.0.1", True), ("::1", True), ("::", False)])
def test_only_loopback_addresses_are_this_machine(host: str, local: bool) -> None:
    assert Listener(0, host).is_local is local


@pytest.mark.slow
@pytest.mark.parametrize("mode", ERAS)
def test_an_interrupt_stops_a_training_too(tmp_path: Path, table: Path, mode: str) -> None:
    heard: list[float] = []
    said: list[str] = []
    refusals: list[str] = []
    running: list[int] = []
    took: list[float] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append(progress)

    async def main(served: Served) -> None:
        async with Client(served.url, mode=mode) as client:
            made = await client.call_tool("profile_data", {"data": str(table), "target": "left"})
            assert made.structured_content is not None
            home = {"workspace": made.structured_content["workspace"]}
            await client.call_tool("write_feature_spec", home)
            await client.call_tool("generate_training_script", home)
            await client.call_tool("write_experiment_config", {**home, "budget_seconds": 600})

            async def train() -> None:
                try:
                    await client.call_tool("run_training", home, progress_callback=hear)
                except MCPError as stopped:
                    refusals.append(str(stopped))

            with suppress(BaseException):
                async with anyio.create_task_group() as group:
                    group.start_soon(train)
                    with anyio.fail_after(60):
                        while not heard:
                            await anyio.sleep(0.1)
                    started = time.monotonic()
                    running.extend(children_of(served.process.pid))
                    code, words = await anyio.to_thread.run_sync(served.end)
                    took.extend((time.monotonic() - started, code))
                    said.extend(words.splitlines()[1:])
                    group.cancel_scope.cancel()

    with serving(tmp_path) as served, suppress(Exception):
        anyio.run(main, served)

    assert heard
    assert took[0] < 15
    assert took[1] == 130
    assert said == ["stopping: 1 running, which may take 8 seconds", "stopped"]
    assert refusals == [STOPPED]
    assert running
    assert not any(exists(child) for child in running)
    assert not list((tmp_path / "output" / "churn").glob("experiments/exp-*/run.json"))
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".tmp")]
