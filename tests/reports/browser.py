"""A real browser for tests: Chromium, headless, spoken to over a pipe."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)

LAUNCH = """
import fcntl, os, sys
high = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for place, end in zip((3, 4), high):
    os.dup2(end, place)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The browser speaks on descriptors 3 and 4, which a process in between puts in place."""


class Browser:
    """One tab. `requests` are the addresses the page asked for since it was opened."""

    def __init__(self, process: subprocess.Popen[bytes], orders: int, answers: int) -> None:
        self._process, self._orders, self._answers = process, orders, answers
        self._number, self._rest, self._session = 0, b"", None
        self.requests: list[str] = []
        self._loaded = False
        tab = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self._ask(f"{domain}.enable")

    def open(self, page: Path, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Show a file, and wait until everything it asks for is there."""
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])
        self.requests, self._loaded = [], False
        self._ask("Page.navigate", url=page.as_uri())
        while not self._loaded:
            self._next()

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self._ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def screenshot(self, target: Path) -> None:
        """The whole page as PNG."""
        found = self._ask("Page.captureScreenshot", captureBeyondViewport=True)
        target.write_bytes(base64.b64decode(found["data"]))

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        order: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        order |= {"sessionId": self._session} if self._session else {}
        os.write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> Any:
        while b"\0" not in self._rest:
            piece = os.read(self._answers, 1 << 20)
            assert piece, f"the browser ended with {self._process.poll()}"
            self._rest += piece
        line, self._rest = self._rest.split(b"\0", 1)
        answer = json.loads(line)
        if answer.get("method") == "Network.requestWillBeSent":
            self.requests.append(answer["params"]["request"]["url"])
        self._loaded = self._loaded or answer.get("method") == "Page.loadEventFired"
        return answer


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with a profile of its own; skips by name where none is installed."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on PATH")
    orders_read, orders = os.pipe()
    answers, answers_write = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        ends = (str(orders_read), str(answers_write))
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *ends, program, *FLAGS, f"--user-data-dir={home}", "about:blank"],
            pass_fds=(orders_read, answers_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"HOME": home},
        )
        os.close(orders_read)
        os.close(answers_write)
        try:
            yield Browser(process, orders, answers)
        finally:
            os.close(orders)
            os.close(answers)
            process.terminate()
            process.wait(timeout=20)
