"""Write the planted tables and their truth, and score the profile on them."""

import argparse
import json
from pathlib import Path

from mlwright.profiling import profile_table
from tests.profiling.planted import CLEAN, FAULTY, ROWS, World, clean_twin, planted
from tests.profiling.planted.scoring import Score, judge, table


def main() -> None:
    """One file per table, truth.json, and with --score what was found, missed and invented."""
    parser = argparse.ArgumentParser(prog="python -m tests.profiling.planted", description=__doc__)
    parser.add_argument("--seed", type=int, action="append", help="may be given several times")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--score", action="store_true")
    parser.add_argument("names", nargs="*", help=f"tables: {', '.join(FAULTY)}; all by default")
    options = parser.parse_args()
    for seed in options.seed or [0]:
        folder = options.out / str(seed)
        folder.mkdir(parents=True, exist_ok=True)
        worlds = _worlds(seed, options.rows, options.names)
        paths = {world.name: world.write(folder) for world in worlds}
        (folder / "truth.json").write_text(json.dumps({world.name: _truth(world) for world in worlds}, indent=1))
        if options.score:
            print(f"\nseed {seed}\n\n{table([_score(world, paths[world.name]) for world in worlds])}", flush=True)


def _worlds(seed: int, rows: int, names: list[str]) -> list[World]:
    kept = names or list(FAULTY)
    twins = [clean_twin(name, seed, rows) for name in CLEAN if name in kept]
    return [*(planted(name, seed, rows) for name in kept), *twins]


def _truth(world: World) -> dict[str, object]:
    faults = [{"name": plant.name, "columns": plant.columns, "or": plant.instead} for plant in world.plants]
    return {"target": world.target, "goal": world.goal, "task": world.task, "faults": faults}


def _score(world: World, path: Path) -> Score:
    try:
        paper = profile_table(path, target=world.target, goal=world.goal, task=world.task, options=world.options)
    except Exception as error:  # one table that breaks must not hide the scores of the others
        print(f"{world.name}: {type(error).__name__}: {error}")
        return judge(world, ())
    return judge(world, paper.findings)


if __name__ == "__main__":
    main()
