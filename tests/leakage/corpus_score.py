"""The reviewer against the marks of the corpus: findings by kind within three lines, and files."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mlwright.leakage import Finding, Source, analyse, read
from tests.leakage.marks import KIND, Mark, marks

CORPUS = Path(__file__).parent / "corpus"
TOLERANCE = 3


class Unit(NamedTuple):
    """A file, or a folder with __init__.py that is reviewed as a whole."""

    name: str
    files: tuple[Path, ...]


class Outcome(NamedTuple):
    unit: Unit
    hit: list[Mark]
    missed: list[Mark]
    wrong: list[Finding]  # medium or surer, at no mark
    alarms: int  # findings above low confidence


def units(without: frozenset[str] = frozenset({"hygiene"})) -> list[Unit]:
    """Everything in the corpus that is reviewed, in a fixed order."""
    packages = sorted(path.parent for path in CORPUS.rglob("__init__.py"))
    found = [Unit(str(path.relative_to(CORPUS)), tuple(sorted(path.rglob("*.py")))) for path in packages]
    for path in sorted(CORPUS.rglob("*")):
        inside = any(package in path.parents for package in packages)
        if path.suffix in {".py", ".ipynb"} and not inside:
            found.append(Unit(str(path.relative_to(CORPUS)), (path,)))
    return [unit for unit in found if unit.name.partition("/")[0] not in without]


class Neighbours:
    """Modules beside a file, as its imports name them."""

    def __init__(self, path: Path) -> None:
        self.roots = (path.parent, path.parent.parent)
        self.seen: dict[Path, Source] = {}

    def __call__(self, name: str, level: int, path: str) -> Source | None:
        if not name:
            return None
        for root in self.roots:
            for found in (root / f"{name.replace('.', '/')}.py", root / name.replace(".", "/") / "__init__.py"):
                if found.is_file():
                    if found not in self.seen:
                        self.seen[found] = read(str(found), found.read_bytes())
                    return self.seen[found]
        return None


def judge(unit: Unit) -> Outcome:
    """Pair findings with marks."""
    expected: list[tuple[str, Mark]] = []
    found: dict[tuple[str, int | None, int, str], Finding] = {}
    for path in unit.files:
        source = read(str(path), path.read_bytes())
        expected += [(str(path), mark) for mark in marks(source) if mark.codes[0].startswith("LK")]
        for item in analyse(source, Neighbours(path)).findings:
            inside = any(item.place.path == str(file) for file in unit.files)
            if item.code.startswith("LK") and item.confidence != "low" and inside:
                found[item.place.path, item.place.cell, item.place.line, item.code] = item
    hit, missed, left = [], [], list(found.values())
    for path, mark in expected:
        match = next((item for item in left if _names(item, path, mark)), None)
        if match is None:
            missed.append(mark)
        else:
            hit.append(mark)
            left.remove(match)
    wrong = [item for item in left if not any(_names(item, path, mark) for path, mark in expected)]
    return Outcome(unit, hit, missed, wrong, len(found))


def _names(item: Finding, path: str, mark: Mark) -> bool:
    near = abs(item.place.line - mark.line) <= TOLERANCE and item.place.cell == mark.cell and item.place.path == path
    return near and KIND.get(item.code) in {KIND[code] for code in mark.codes}


class Quality(NamedTuple):
    precision: float
    recall: float
    file_f1: float
    clean_alarmed: float


def quality(outcomes: list[Outcome]) -> Quality:
    hit = sum(len(item.hit) for item in outcomes)
    missed = sum(len(item.missed) for item in outcomes)
    wrong = sum(len(item.wrong) for item in outcomes)
    leaky = [item for item in outcomes if item.hit or item.missed]
    clean = [item for item in outcomes if not (item.hit or item.missed)]
    caught, alarmed = sum(item.alarms > 0 for item in leaky), sum(item.alarms > 0 for item in clean)
    f1 = 2 * caught / max(2 * caught + alarmed + len(leaky) - caught, 1)
    return Quality(hit / max(hit + wrong, 1), hit / max(hit + missed, 1), f1, alarmed / max(len(clean), 1))


def table(outcomes: list[Outcome]) -> str:
    """Per rule: true, false, missed."""
    return "\n".join(["| rule | true | false | missed |", "|---|---|---|---|", *_rows(outcomes)])


def _rows(outcomes: list[Outcome]) -> Iterator[str]:
    true = [mark.codes[0] for item in outcomes for mark in item.hit]
    missed = [mark.codes[0] for item in outcomes for mark in item.missed]
    false = [finding.code for item in outcomes for finding in item.wrong]
    for code in sorted({*true, *missed, *false}):
        yield f"| {code} | {true.count(code)} | {false.count(code)} | {missed.count(code)} |"
    yield f"| all | {len(true)} | {len(false)} | {len(missed)} |"
