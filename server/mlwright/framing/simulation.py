"""Runs the ten tasks on a small table in a scratch folder, and counts the required outputs that came about."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from mlwright.errors import InputError, quoted
from mlwright.framing.fixtures import DATA, RECENT, TARGET, by_hand, write_fixtures
from mlwright.framing.outputs import examine
from mlwright.framing.tasks import BY_ID, LANES, TASKS, Step, Task
from mlwright.specs.simulation import Simulation, StepResult, TaskResult

WORKSPACE = f"output/{Path(DATA).stem}"
STANDS_FOR = {
    "DATA": DATA,
    "NEW_DATA": RECENT,
    "WORKSPACE": WORKSPACE,
    "PATHS": f"{WORKSPACE}/ml/training_script.py",
    "NAME": TARGET,
}
IN_WORKSPACE = ("data/", "ml/", "experiments/", "report/")
BUDGET = "1"
LONGEST = 240.0
"""Seconds for one step."""

Tell = Callable[[TaskResult], None]


def simulate(chosen: Sequence[str] = (), *, without: Collection[str] = (), tell: Tell | None = None) -> Simulation:
    """Run the chosen tasks (all by default), leaving out the steps of some lanes.

    `tell` hears of each task as it ends. Raises InputError for an unknown task or lane.
    """
    tasks = _tasks(chosen)
    for lane in without:
        if lane not in LANES:
            raise InputError(f"there is no lane {quoted(lane, 60)}", f"lanes: {', '.join(LANES)}")
    results = []
    with tempfile.TemporaryDirectory(prefix="mlwright-simulate-") as name:
        world = _World(Path(name).resolve())
        for task in tasks:
            results.append(_task(task, frozenset(without), world))
            if tell is not None:
                tell(results[-1])
    return Simulation(
        without=tuple(sorted(set(without))),
        score=sum(item.score for item in results),
        required=sum(item.required for item in results),
        tasks=tuple(results),
    )


def _tasks(chosen: Sequence[str]) -> list[Task]:
    for name in chosen:
        if name.upper() not in BY_ID:
            raise InputError(f"there is no task {quoted(name, 60)}", f"tasks: {', '.join(BY_ID)}")
    wanted = {name.upper() for name in chosen}
    return [task for task in TASKS if not wanted or task.id in wanted]


def _task(task: Task, without: frozenset[str], world: "_World") -> TaskResult:
    world.begin()
    steps = tuple(
        StepResult(command=step.command, lane=step.lane, ok=None, why="the lane is left out")
        if step.lane in without
        else world.run(step, task.brief)
        for step in task.steps
    )
    outputs = tuple(examine(output, world.place(output.path)) for output in task.outputs)
    return TaskResult(
        id=task.id,
        title=task.title,
        score=sum(item.holds for item in outputs),
        required=len(outputs),
        steps=steps,
        outputs=outputs,
        by_hand=task.by_hand,
    )


class _World:
    """The scratch folder. What several tasks begin with is done once: the state after each step is kept."""

    def __init__(self, scratch: Path) -> None:
        # papers hold absolute paths, so every task works in one and the same folder
        self._here = scratch / "work"
        self._states = scratch / "states"
        self._states.mkdir()
        self._done: tuple[str, ...] = ()
        self._kept: dict[tuple[str, ...], tuple[Path, StepResult]] = {}

    def begin(self) -> None:
        """The folder as it is before any step."""
        self._done = ()
        shutil.rmtree(self._here, ignore_errors=True)
        self._here.mkdir()
        write_fixtures(self._here)

    def place(self, path: str) -> Path:
        """Where an output lies."""
        return self._here / WORKSPACE / path if path.startswith(IN_WORKSPACE) else self._here / path

    def run(self, step: Step, brief: str) -> StepResult:
        """A step, or what it left when the same steps were run before."""
        words = concrete(step, brief)
        self._done = (*self._done, shlex.join(words))
        if self._done in self._kept:
            folder, result = self._kept[self._done]
            shutil.rmtree(self._here)
            shutil.copytree(folder, self._here)
            return result
        result = self._execute(step, words)
        folder = self._states / str(len(self._kept))
        shutil.copytree(self._here, folder)
        self._kept[self._done] = (folder, result)
        return result

    def _execute(self, step: Step, words: list[str]) -> StepResult:
        if step.by_hand_first:
            (self._here / step.by_hand_first).write_text(by_hand(step.by_hand_first), encoding="utf-8")
        started = time.perf_counter()
        try:
            done = self._call(words)
            why = "" if done.returncode == step.exits else f"exit code {done.returncode}: {_last_words(done)}"
            if step.prints:
                (self._here / step.prints).write_bytes(done.stdout)
        except subprocess.TimeoutExpired:
            why = f"did not end within {LONGEST:g} s"
        seconds = round(time.perf_counter() - started, 2)
        return StepResult(command=step.command, lane=step.lane, ok=not why, why=why, seconds=seconds)

    def _call(self, words: list[str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "mlwright", *words[1:]],
            cwd=self._here,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return " / ".join(lines[-2:])[:300]


def concrete(step: Step, brief: str) -> list[str]:
    """The words of a step's command, with its placeholders filled in and a small budget."""
    fills = iter(step.fills)
    words = []
    for word in shlex.split(step.command):
        folder, slash, rest = word.partition("/")
        named = f"{WORKSPACE}/{rest}" if slash and folder == "WORKSPACE" else STANDS_FOR.get(word, word)
        filled = next(fills) if word == "FILE" else brief if word == "BRIEF" else named
        words.append(filled)
    return [*words, "--budget", BUDGET] if words[1] in ("config", "train") else words
