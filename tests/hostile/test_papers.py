"""A workspace that somebody else prepared: its papers point outside, run over, or hold what must not be evaluated."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from tests.hostile.judging import TRIED, faults
from tests.hostile.rows import READ_PATH, ROWS
from tests.hostile.serving import ERAS, client, said
from tests.hostile.world import World

pytestmark = pytest.mark.timeout(90)  # a pipe or a bomb among the papers must not hold the server up
Attack = Callable[[World, Path], None]


def edited(name: str, old: str, new: Callable[[World], str]) -> Attack:
    """A paper in which a text is another one."""

    def attack(world: World, place: Path) -> None:
        text = (place / name).read_text()
        assert old in text, (name, old)
        (place / name).write_text(text.replace(old, new(world)))

    return attack


def replaced(name: str, text: Callable[[World], str]) -> Attack:
    """A paper with another content."""
    return lambda world, place: (place / name).write_text(text(world)) and None


def linked(name: str, target: Callable[[World], Path]) -> Attack:
    """A link in the place of a file or folder."""

    def attack(world: World, place: Path) -> None:
        path = place / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target(world))

    return attack


def handoff(change: Callable[[World, dict], object]) -> Attack:
    """A handoff with something changed in it."""

    def attack(world: World, place: Path) -> None:
        paper = json.loads((place / "handoff.json").read_text())
        change(world, paper)
        (place / "handoff.json").write_text(json.dumps(paper))

    return attack


def _source(text: Callable[[World], str]) -> Attack:
    return handoff(lambda world, paper: paper.update(source=text(world)))


def _pipe(world: World, place: Path) -> None:
    (place / "handoff.json").unlink()
    os.mkfifo(place / "handoff.json")


def _pipe_paper(world: World, place: Path) -> None:
    (place / "ml/feature-spec.md").unlink()
    os.mkfifo(place / "ml/feature-spec.md")


def _program(world: World) -> Path:
    program = world.outside / "program.py"
    program.write_text(f"open({str(world.mark)!r}, 'a').write('ran')\n")
    return program


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
SPEC, CONFIG, SCRIPT, PROFILE = (
    "ml/feature-spec.md",
    "ml/experiment-config.yaml",
    "ml/training_script.py",
    "data/profile.json",
)
ESCAPES = "\x1b[31m\u202e\U000e0041\x00"

ATTACKS: dict[str, Attack] = {
    "source outside": _source(lambda w: str(w.secret)),
    "source named like the token": _source(lambda w: str(w.root / "named.csv")),
    "source a device": _source(lambda w: "/dev/zero"),
    "source the environment": _source(lambda w: "/proc/self/environ"),
    "source a pipe": _source(lambda w: str(w.root / "pipe")),
    "source relative and outside": _source(lambda w: "../../../outside/secret.csv"),
    "source with control characters": _source(lambda w: ESCAPES),
    "source of 100,000 characters": _source(lambda w: "x" * 100_000),
    "goal with control characters": handoff(lambda w, p: p.update(goal=ESCAPES * 40)),
    "made from a file outside": handoff(
        lambda w, p: [stage["made_from"].update({str(w.secret): "0" * 64}) for stage in p["stages"].values()]
    ),
    "made from a file above": handoff(
        lambda w, p: [stage["made_from"].update({"../../../outside/secret.csv": ""}) for stage in p["stages"].values()]
    ),
    "files above": handoff(
        lambda w, p: [stage["files"].update({"../../../outside/precious.txt": ""}) for stage in p["stages"].values()]
    ),
    "files absolute": handoff(
        lambda w, p: [stage["files"].update({str(w.outside / "precious.txt"): ""}) for stage in p["stages"].values()]
    ),
    "stage with control characters": handoff(lambda w, p: p["stages"].update({ESCAPES: p["stages"]["profile"]})),
    "signature with control characters": handoff(
        lambda w, p: p.update(
            approvals=[{"stage": "spec", "by": ESCAPES, "at": ESCAPES, "approved": True, "note": ESCAPES, "files": {}}]
        )
    ),
    "signature over a file outside": handoff(
        lambda w, p: p.update(
            approvals=[{"stage": "spec", "by": "x", "at": "x", "approved": True, "files": {str(w.secret): "0"}}]
        )
    ),
    "handoff nested deeply": replaced("handoff.json", lambda w: "[" * 100_000),
    "handoff of NaN": replaced("handoff.json", lambda w: '{"slug": NaN, "source": Infinity}'),
    "handoff of five megabytes": replaced("handoff.json", lambda w: '{"slug": "' + "x" * 5_000_000 + '"}'),
    "handoff a link outside": linked("handoff.json", lambda w: w.outside / "papers" / "handoff.json"),
    "handoff a pipe": _pipe,
    "lock a link outside": linked(".lock", lambda w: w.outside / "precious.txt"),
    "lock a dangling link outside": linked(".lock", lambda w: w.outside / "new.txt"),
    "data a link outside": linked("data", lambda w: w.outside),
    "ml a link outside": linked("ml", lambda w: w.outside),
    "experiments a link outside": linked("experiments", lambda w: w.outside),
    "report a link outside": linked("report", lambda w: w.outside),
    "run a link outside": linked("experiments/exp-001", lambda w: w.outside),
    "ledger a link outside": linked("experiments/test-ledger.jsonl", lambda w: w.outside / "precious.txt"),
    "profile a link outside": linked(PROFILE, lambda w: w.outside / f"{w.token}.csv"),
    "profile nested deeply": replaced(PROFILE, lambda w: '{"a":' * 50_000),
    "profile of another source": edited(PROFILE, "people.csv", lambda w: "../outside/secret.csv"),
    "spec a link outside": linked(SPEC, lambda w: w.outside / f"{w.token}.csv"),
    "spec a device": linked(SPEC, lambda w: Path("/dev/zero")),
    "spec a pipe": _pipe_paper,
    "spec of another source": edited(SPEC, "people.csv", lambda w: "../outside/secret.csv"),
    "spec with YAML tags": replaced(
        SPEC, lambda w: f"---\ngoal: !!python/object/apply:os.system ['{w.program}']\n---\n"
    ),
    "spec a YAML bomb": replaced(SPEC, lambda w: f"---\n{BOMB}---\n"),
    "spec nested deeply": replaced(SPEC, lambda w: "---\n" + "[" * 20_000 + "\n---\n"),
    "spec with a template": edited(
        SPEC, "who leaves", lambda w: f"\"{{{{ cycler.__init__.__globals__.os.popen('{w.program}').read() }}}}\""
    ),
    "config of another table": edited(CONFIG, "people.csv", lambda w: "../../../../outside/secret.csv"),
    "config of a device": edited(CONFIG, "people.csv", lambda w: "../../../../../../../../../dev/zero"),
    "config with YAML tags": replaced(CONFIG, lambda w: f"data: !!python/object/apply:os.system ['{w.program}']\n"),
    "config a YAML bomb": replaced(CONFIG, lambda w: BOMB),
    "config a link outside": linked(CONFIG, lambda w: w.outside / f"{w.token}.csv"),
    "script a link to a program outside": linked(SCRIPT, _program),
    "package beside the script a link outside": linked("ml/tabular", lambda w: w.outside),
}


def workspace(world: World, finished: Path) -> Path:
    """A workspace of the served table with everything before the training."""
    place = world.root / "output" / "people"
    shutil.copytree(finished, place)
    for path in place.rglob("*"):
        if path.is_file():
            text = path.read_text()
            path.write_text(text.replace(str(finished.parent / "people.csv"), str(world.root / "people.csv")))
    return place


async def asked(world: World, era: str, **more: object) -> list[str]:
    """Every tool that takes a workspace, one after the other; the faults of their answers."""
    found = []
    async with client(world.root, era) as talk:
        given = {tool.name: tool.input_schema["properties"] for tool in (await talk.list_tools()).tools}
        for tool in given:
            if ROWS[tool].kinds.get("workspace") == READ_PATH:
                TRIED["workspace: papers that somebody prepared"] += 1
                options = {key: value for key, value in more.items() if key in given[tool]}
                needed = {key: value for key, value in ROWS[tool].base.items() if key != "workspace"}
                answer = await said(talk, tool, {**needed, "workspace": "output/people", **options})
                found += [f"{tool}: {fault}; said {answer[1][:300]}" for fault in faults(world, answer)]
        TRIED["workspace: papers that somebody prepared"] += 1
        answer = await said(talk, "profile_data", {"data": "people.csv", "target": "left"})
        found += [f"profile_data: {fault}; said {answer[1][:300]}" for fault in faults(world, answer)]
    return found


@pytest.mark.parametrize(
    ("attack", "era"), [(attack, ERAS[number % 2]) for number, attack in enumerate(ATTACKS.values())], ids=ATTACKS
)
def test_prepared_papers_do_no_harm(world: World, finished: Path, attack: Attack, era: str) -> None:
    attack(world, workspace(world, finished))
    before = world.beyond()
    world.ran()

    # a second is too short for a training to end: only what comes before it is of interest here
    found = anyio.run(lambda: asked(world, era, timeout_seconds=1.0, budget_seconds=1.0))

    assert not found, "\n".join(found)
    assert before == world.beyond()
    assert not world.ran()
