"""Generated scripts, and reviews of them with the package beside them that they import."""

from functools import cache
from pathlib import Path

from mlwright.generation import training_files
from mlwright.generation.script import companion
from mlwright.leakage import analyse, read
from mlwright.leakage.findings import Finding, Note
from mlwright.leakage.project import Project
from mlwright.leakage.settings import Settings
from mlwright.specs import Dropped, Feature, FeatureSpec, Source, Split

FOLDER = Path("generated").resolve()
SCRIPT = str(FOLDER / "training_script.py")
SHOWN = Settings()
# the package is the same beside every script: read once
PROJECT = Project(
    (str(FOLDER),),
    {str(FOLDER / "tabular" / name): text.encode() for name, text in companion().items()},
)


def review(script: str) -> tuple[list[Finding], list[Note]]:
    """What a review shows by default of a script that lies beside the companion package, and its notes."""
    analysis = analyse(read(SCRIPT, script.encode()), PROJECT.resolve)
    return [finding for finding in analysis.findings if SHOWN.wants(finding)], analysis.notes


@cache
def script_of(world: str) -> str:
    """The generated script of a world: a task, or the way in which rows are parted."""
    task, strategy = WORLDS[world]
    features = [
        Feature(name="age", kind="number", encode="number", why="a number"),
        Feature(name="income", kind="number", encode="number", why="a number"),
        Feature(name="city", kind="category", encode="levels", why="few levels"),
        Feature(name="zip", kind="category", encode="many_levels", why="many levels"),
        Feature(name="note", kind="text", encode="text", why="a text"),
        Feature(name="date", kind="date", encode="date_parts", date_format="%Y-%m-%d", why="a date"),
    ]
    classes = ("no", "yes") if task == "binary" else ()
    spec = FeatureSpec(
        goal="a goal",
        target="y",
        task=task,
        classes=classes,
        positive="yes" if classes else None,
        source=Source(path="x.csv", sha256="0" * 64, bytes=1),
        rows=100,
        features=tuple(features),
        dropped=(Dropped(name="patient_id", reason="id", why="names the patient"),),
        split=Split(strategy=strategy, reason="a test", column="patient_id" if strategy == "group" else "date"),
    )
    return training_files(spec, lightgbm=False)["training_script.py"]


WORLDS = {
    "binary": ("binary", "stratified"),
    "regression": ("regression", "random"),
    "time": ("binary", "time"),
    "group": ("binary", "group"),
    "forecasting": ("forecasting", "forecast"),
}
