"""Write the routing cases of `claude plugin eval` from the trigger sets: `python evals/cases.py [--all] [--check]`.

Without `--all`, the first hit and the first near miss of each skill: those lie in the repository. With it, every
prompt becomes a case below `evals/routing-all/`, which is left out of version control.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def fired(skill: str, *, least: int) -> dict[str, Any]:
    """A grader that counts the calls of one skill, in both arms of a comparison."""
    most = {} if least else {"max": 0}
    name = f"{'uses' if least else 'leaves'}-{skill}"
    return {
        "type": "tool_used",
        "name": name,
        "tool": "Skill",
        "input_match": f'"(?:mlwright:)?{skill}"',
        "min": least,
        **most,
        "arm": "both",
    }


def case_of(name: str, skill: str, prompt: dict[str, Any]) -> dict[str, Any]:
    """One prompt as a case: the expected skill is loaded, and on a near miss the other one is not."""
    expected = prompt["expected"]
    graders = [fired(expected, least=1)] if expected else []
    if expected != skill:
        graders.append(fired(skill, least=0))
    return {
        "schema_version": "1.1",
        "name": name,
        "description": prompt["why"],
        "tags": ["routing", skill, "hit" if prompt["should_trigger"] else "near-miss"],
        "runs": 3,
        "execution": {
            "prompt": prompt["query"],
            "max_turns": 3,
            "timeout_seconds": 120,
            "allowed_tools": ["Skill", "Read", "Glob", "Grep"],
        },
        "graders": graders,
    }


def cases(every: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The cases with the path of each below this folder."""
    for file in sorted(HERE.glob("triggers/*.json")):
        held = json.loads(file.read_text(encoding="utf-8"))
        if "skill" not in held:
            continue
        seen: set[bool] = set()
        for number, prompt in enumerate(held["prompts"], 1):
            kind = "hit" if prompt["should_trigger"] else "miss"
            name = f"{held['skill']}-{number:02}" if every else f"{held['skill']}-{kind}"
            if every or prompt["should_trigger"] not in seen:
                folder = "routing-all" if every else "routing"
                yield f"{folder}/{name}/case.yaml", case_of(name, held["skill"], prompt)
            seen.add(prompt["should_trigger"])


def as_text(case: dict[str, Any]) -> str:
    """A case as YAML; JSON is YAML, and needs no library to be written."""
    return json.dumps(case, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Exit 1 when `--check` finds a case that is not what its trigger set says."""
    stale = 0
    for name, case in cases("--all" in sys.argv):
        path, text = HERE / name, as_text(case)
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            print(f"evals/{name} is not fresh: run `python evals/cases.py`")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
