"""What the server costs beside an empty server of the same SDK, started in turns in the same run.

    python benchmarks/server.py                 start-up, memory, tokens, calls
    python benchmarks/server.py --rounds 15 --json

Start-up is the CPU seconds of a process that answers `tools/list` and then ends, memory its highest resident set until
that answer: wall time would measure what else the machine does. Exits with 1 when a bar is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).parent / "mlwright"
ERAS = ("legacy", "modern")
BARS = {
    "start-up CPU ratio": 1.15,
    "peak memory ratio": 1.10,
    "tools/list + instructions, tokens": 3_500,
    "largest answer, tokens": 8_000,
    "descriptions of all skills, tokens": 1_000,
}
EMPTY = """\
import sys
from mcp.server import MCPServer

if __name__ == "__main__":
    sys.exit(MCPServer("empty", version="0").run("stdio"))
"""
# as an installed console script does it
OURS = """\
import re
import sys
from mlwright.__main__ import main

if __name__ == "__main__":
    sys.argv[0] = re.sub(r"(-script\\.pyw|\\.exe)?$", "", sys.argv[0])
    sys.exit(main())
"""


class Server:
    """One process, spoken to in lines of JSON."""

    def __init__(self, command: Sequence[str], era: str, folder: Path) -> None:
        self.era = era
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        self.greeting: dict[str, Any] = {}
        self.calls = 0

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A request and its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.calls += 1
        if self.era == "modern":
            params["_meta"] = {
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientInfo": {"name": "benchmark", "version": "0"},
                "io.modelcontextprotocol/clientCapabilities": {},
            }
        frame = {"jsonrpc": "2.0", "id": self.calls, "method": method, "params": params}
        self.process.stdin.write(json.dumps(frame).encode() + b"\n")
        self.process.stdin.flush()
        while line := self.process.stdout.readline():
            heard = json.loads(line)
            if heard.get("id") == self.calls:
                if "error" in heard:
                    raise RuntimeError(f"{method}: {heard['error']}")
                return dict(heard["result"])
        raise RuntimeError(f"the server ended with {self.process.wait()} before it answered {method}")

    def begin(self) -> dict[str, Any]:
        """The greeting of the era, then the list of tools."""
        if self.era == "modern":
            self.greeting = self.ask("server/discover")
        else:
            about = {"name": "benchmark", "version": "0"}
            self.greeting = self.ask("initialize", protocolVersion="2025-11-25", capabilities={}, clientInfo=about)
            assert self.process.stdin is not None
            self.process.stdin.write(b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
        return self.ask("tools/list")

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """A tool's answer."""
        return self.ask("tools/call", name=tool, arguments=arguments)

    def peak(self) -> float:
        """The highest resident MiB of the process until now (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024

    def end(self) -> float:
        """Close its input and wait for it; its CPU seconds."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        _, _, usage = os.wait4(self.process.pid, 0)
        self.process.stdout.close()
        self.process.returncode = 0
        return usage.ru_utime + usage.ru_stime


def started(command: Sequence[str], era: str, folder: Path) -> dict[str, float]:
    """What a process used from its start to the answered list of tools, and until its end."""
    begun = time.perf_counter()
    server = Server(command, era, folder)
    server.begin()
    wall, memory = time.perf_counter() - begun, server.peak()
    return {"wall": wall, "memory": memory, "cpu": server.end()}


def compare(commands: Mapping[str, Sequence[str]], rounds: int, folder: Path) -> dict[str, Any]:
    """Medians of interleaved rounds and their ratios, for both eras."""
    found: dict[str, Any] = {}
    ratios: dict[str, list[float]] = {"cpu": [], "memory": []}
    for era in ERAS:
        seen: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
        for command in commands.values():
            started(command, era, folder)  # warms the disk and the compiled modules
        for number in range(rounds):
            names = list(commands) if number % 2 else list(commands)[::-1]
            for name in names:
                seen[name].append(started(commands[name], era, folder))
        found[era] = {
            name: {part: statistics.median(run[part] for run in runs) for part in ("cpu", "memory", "wall")}
            for name, runs in seen.items()
        }
        for part, pooled in ratios.items():
            pairs = zip(seen["mlwright"], seen["empty"], strict=True)
            own = [ours[part] / bare[part] for ours, bare in pairs]
            found[era][f"{part} ratio"] = statistics.median(own)
            pooled += own
    # the eras start the same code: their pairs together say more than either alone
    return {**found, "both": {f"{part} ratio": statistics.median(pooled) for part, pooled in ratios.items()}}


def tokens(value: Any) -> int:
    """Four bytes to a token, of JSON as it is sent."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return round(len(text.encode()) / 4)


def described(server: Server, tools: Mapping[str, Any]) -> dict[str, Any]:
    """Tokens that a host pays for lists and texts."""
    skills = {
        item["name"]: item for item in server.ask("resources/list")["resources"] if item["uri"].endswith("/SKILL.md")
    }
    bodies = {
        name: tokens(server.ask("resources/read", uri=item["uri"])["contents"][0]["text"])
        for name, item in sorted(skills.items())
    }
    return {
        "tools": len(tools["tools"]),
        "tools/list": tokens(tools["tools"]),
        "instructions": tokens(server.greeting.get("instructions", "")),
        "prompts/list": tokens(server.ask("prompts/list")["prompts"]),
        "resources/list": tokens(server.ask("resources/list")["resources"]),
        "descriptions": {name: tokens(item["description"]) for name, item in sorted(skills.items())},
        "bodies": bodies,
    }


def table(folder: Path, columns: int) -> str:
    """A table with a target that follows from two of its columns; names as long as they come."""
    names = [f"column {number} {'of a long name ' * 4}" for number in range(columns)]
    lines = [",".join([*names, "left"])]
    for row in range(120):
        cells = [str((row * (7 + number) + number) % 23) for number in range(columns)]
        lines.append(",".join([*cells, "yes" if row * 7 % 23 + row % 5 > 12 else "no"]))
    path = folder / f"wide_{columns}.csv"
    path.write_text("\n".join(lines) + "\n")
    return path.name


def answers(server: Server, folder: Path) -> dict[str, int]:
    """Tokens of the largest answers that a wide table and a leaky repository draw out of the server."""
    name = table(folder, 400)
    block = "X = scaler.fit_transform(X)\nX_train, X_test = train_test_split(X)\n"
    head = "from sklearn.model_selection import train_test_split\nfrom sklearn.preprocessing import StandardScaler\n"
    body = "".join(f"scaler = StandardScaler()\nX = load({number})\n{block}" for number in range(200))
    (folder / "leaky.py").write_text(head + body)
    found = {"profile_data": tokens(server.call("profile_data", data=name, target="left", out="wide"))}
    for tool in ("write_feature_spec", "generate_training_script", "write_experiment_config", "workspace_status"):
        found[tool] = tokens(server.call(tool, workspace="wide"))
    found["review_leakage"] = tokens(server.call("review_leakage", paths=["leaky.py"], min_confidence="low"))
    listed = {tool["name"] for tool in server.ask("tools/list")["tools"]}
    if "read_skill" in listed:
        found["read_skill"] = tokens(server.call("read_skill"))
        for item in server.ask("resources/list")["resources"]:
            skill, _, file = item["uri"].removeprefix("skill://").partition("/")
            found["read_skill"] = max(found["read_skill"], tokens(server.call("read_skill", name=skill, file=file)))
    return found


def latency(ask: Callable[[], object], times: int = 50) -> dict[str, float]:
    """Milliseconds of a call in a process that is warm."""
    ask()
    seen = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        seen.append((time.perf_counter() - begun) * 1000)
    seen.sort()
    return {"median ms": statistics.median(seen), "p95 ms": seen[int(times * 0.95)]}


def measure(rounds: int) -> dict[str, Any]:
    """Every figure."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        served = folder / "served"
        served.mkdir()
        # where compiled modules cannot be kept, the start would measure the compiler
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        scripts = {"mlwright": (folder / "ours.py", OURS), "empty": (folder / "empty.py", EMPTY)}
        commands = {}
        for name, (path, text) in scripts.items():
            path.write_text(text)
            commands[name] = [sys.executable, str(path)]
        commands["mlwright"] += ["serve", "--root", str(served)]
        found: dict[str, Any] = {"rounds": rounds, "start-up": compare(commands, rounds, served)}
        server = Server([str(COMMAND), "serve", "--root", str(served)], "legacy", served)
        found["tokens"] = described(server, server.begin())
        found["answers"] = answers(server, served)
        found["calls"] = {
            "tools/list": latency(lambda: server.ask("tools/list")),
            "workspace_status": latency(lambda: server.call("workspace_status", workspace="wide")),
            "refused path": latency(lambda: server.call("workspace_status", workspace="../x")),
        }
        server.end()
    found["bars"] = judged(found)
    return found


def judged(found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Each bar with its figure and whether it is kept."""
    texts = found["tokens"]
    figures = {
        "start-up CPU ratio": found["start-up"]["both"]["cpu ratio"],
        "peak memory ratio": found["start-up"]["both"]["memory ratio"],
        "tools/list + instructions, tokens": texts["tools/list"] + texts["instructions"],
        "largest answer, tokens": max(found["answers"].values()),
        "descriptions of all skills, tokens": sum(texts["descriptions"].values()),
    }
    return {name: {"figure": value, "bar": BARS[name], "kept": value <= BARS[name]} for name, value in figures.items()}


def show(found: Mapping[str, Any]) -> None:
    """The figures for people."""
    for era in ERAS:
        part = found["start-up"][era]
        for name in ("mlwright", "empty"):
            cpu, memory, wall = (part[name][key] for key in ("cpu", "memory", "wall"))
            print(f"{era:7} {name:9} CPU {cpu:.3f} s  peak {memory:.1f} MiB  wall {wall:.2f} s")
        print(f"{era:7} {'ratio':9} CPU {part['cpu ratio']:.3f}    peak {part['memory ratio']:.3f}")
    texts = found["tokens"]
    for name in ("tools/list", "instructions", "prompts/list", "resources/list"):
        print(f"{name}: {texts[name]:,} tokens")
    for name in texts["descriptions"]:
        print(f"skill {name}: description {texts['descriptions'][name]}, SKILL.md {texts['bodies'][name]:,} tokens")
    for name, value in found["answers"].items():
        print(f"largest answer of {name}: {value:,} tokens")
    for name, times in found["calls"].items():
        print(f"warm {name}: " + ", ".join(f"{key} {value:.2f}" for key, value in times.items()))
    for name, bar in found["bars"].items():
        print(f"{'pass' if bar['kept'] else 'FAIL'}  {name}: {bar['figure']:,.4g} (bar {bar['bar']:,.4g})")


def main() -> int:
    """Measure, print, and say by the exit code whether every bar is kept."""
    parser = argparse.ArgumentParser(description="what the server costs beside an empty one")
    parser.add_argument("--rounds", type=int, default=11, help="starts of each server and era, at least 7")
    parser.add_argument("--json", action="store_true", help="the figures for programs")
    options = parser.parse_args()
    found = measure(max(7, options.rounds))
    print(json.dumps(found, indent=2)) if options.json else show(found)
    return 0 if all(bar["kept"] for bar in found["bars"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
