"""The official conformance suite: one scenario at a time, its checks counted, the count judged."""

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from tests.hosts.installed import command

EXPECTED: dict[str, Any] = json.loads((Path(__file__).parent / "scenarios.json").read_text(encoding="utf-8"))
ERAS: dict[str, dict[str, dict[str, Any]]] = EXPECTED["eras"]
LEFT_OUT: dict[str, str] = EXPECTED["left_out"]
LISTED = re.compile(r"^  - (\S+) \[(.*)\]$", flags=re.MULTILINE)
SECONDS = 120


@dataclass(frozen=True)
class Tally:
    """How one scenario ended."""

    passed: int
    failed: tuple[str, ...]
    skipped: int


def run_scenario(scenario: str, era: str, url: str, folder: Path) -> Tally:
    """Run a scenario against a server; no checks at all where the suite could not begin."""
    forced = ["--force"] if scenario.startswith("sep-2640") else []  # an extension belongs to no revision
    options = ["--url", url, "--scenario", scenario, "--spec-version", era, "--output-dir", str(folder), *forced]
    # the suite's exit status mixes failures that we expect with those that we do not: the checks decide
    subprocess.run([*command("conformance"), "server", *options], capture_output=True, timeout=SECONDS, check=False)
    checks = [check for file in folder.glob("*/checks.json") for check in json.loads(file.read_text(encoding="utf-8"))]
    ids = {status: [check["id"] for check in checks if check["status"] == status] for status in STATUSES}
    unknown = [check for check in checks if check["status"] not in {*STATUSES, "INFO"}]
    assert not unknown, unknown
    return Tally(len(ids["SUCCESS"]), tuple(sorted(ids["FAILURE"] + ids["WARNING"])), len(ids["SKIPPED"]))


STATUSES = ("SUCCESS", "FAILURE", "WARNING", "SKIPPED")


def judge(tally: Tally, expected: Mapping[str, Any]) -> list[str]:
    """Every difference from what is expected, better or worse."""
    found = [] if tally.passed else ["no check passed"]
    if tally.passed != expected["passed"]:
        found.append(f"{tally.passed} checks passed, expected {expected['passed']}")
    awaited = set(expected.get("failed", ()))
    found += [f"{check} failed" for check in tally.failed if check not in awaited]
    found += [f"{check} no longer fails" for check in sorted(awaited - set(tally.failed))]
    if tally.skipped != expected.get("skipped", 0):
        found.append(f"{tally.skipped} checks were skipped, expected {expected.get('skipped', 0)}")
    return found


def offered() -> dict[str, set[str]]:
    """Server scenario → the revisions it belongs to, as the suite lists them."""
    listing = subprocess.run([*command("conformance"), "list"], capture_output=True, check=True, timeout=SECONDS)
    servers = listing.stdout.decode().partition("Client scenarios")[0]
    return {row[1]: set(row[2].split(",")) for row in LISTED.finditer(servers)}


def reasons(scenario: str) -> list[str]:
    """Why a scenario is left out."""
    return [reason for pattern, reason in LEFT_OUT.items() if fnmatch(scenario, pattern)]
