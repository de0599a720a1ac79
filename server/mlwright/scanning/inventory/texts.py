"""Signs in R, SQL, shell scripts, container files, Makefiles and settings: by lines, comments left out."""

from collections.abc import Iterator

from mlwright.scanning.findings import visible
from mlwright.scanning.inventory.entries import Evidence
from mlwright.scanning.inventory.signs import PLUMBER, RUNS, SETTINGS, SQL, TARGET, R, Sign

_LONGEST_LINE = 1_000
_WORKFLOWS = (".gitlab-ci.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml")


def of_text(path: str, text: str) -> Iterator[Evidence]:
    """Signs in a file of text, by what its name says it is."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    lines = [line[:_LONGEST_LINE] for line in text.split("\n")]
    if name.endswith((".r", ".rmd", ".qmd")):
        yield from _r(lines, fenced=not name.endswith(".r"))
    elif name.endswith(".sql"):
        yield from _found(SQL, _without_blocks(lines), "--")
    elif name.startswith(("makefile", "gnumakefile", "justfile", "snakefile")) or name.endswith(".mk"):
        yield from _make(name, lines)
    elif name.endswith((".yml", ".yaml")):
        yield from _yaml(path, name, lines)
    elif not name.endswith((".jl", ".scala", ".java", ".sas", ".do", ".m")):
        yield from _found(RUNS, lines, "#")


def _found(signs: tuple[Sign, ...], lines: list[str], comment: str) -> Iterator[Evidence]:
    for number, line in enumerate(lines, 1):
        code = line.partition(comment)[0]
        for sign in signs if code.strip() else ():
            if found := sign.form.search(code):
                yield Evidence(sign.role, number, f"`{visible(found.group().strip(' ('), 80)}`", sign.confidence)
                break


def _r(lines: list[str], fenced: bool) -> Iterator[Evidence]:
    for number, line in enumerate(lines, 1):
        if PLUMBER.match(line):
            yield Evidence("serving", number, f"`{visible(line.strip(), 80)}`", "high")
    yield from _found(R, _chunks(lines) if fenced else lines, "#")


def _chunks(lines: list[str]) -> list[str]:
    """The lines of R in a paper; the others are blank."""
    inside, kept = False, []
    for line in lines:
        fence = line.startswith("```")
        kept.append(line if inside and not fence else "")
        if fence:
            inside = not inside and line[3:].lstrip().lower().startswith("{r")
    return kept


def _without_blocks(lines: list[str]) -> list[str]:
    """SQL without what stands between `/*` and `*/`."""
    inside, kept = False, []
    for line in lines:
        code = ""
        while line:
            part, sign, line = line.partition("*/" if inside else "/*")
            code += "" if inside else part
            inside = not inside if sign else inside
        kept.append(code)
    return kept


def _make(name: str, lines: list[str]) -> Iterator[Evidence]:
    if name == "snakefile":
        yield Evidence("pipelines", 1, "rules of Snakemake", "high")
        return
    for number, line in enumerate(lines, 1):
        if found := TARGET.match(line):
            yield Evidence("pipelines", number, f"target `{visible(found.group().strip(' :'), 60)}`", "high")


def _yaml(path: str, name: str, lines: list[str]) -> Iterator[Evidence]:
    if name == "dvc.yaml":
        yield Evidence("pipelines", 1, "stages of DVC", "high")
    workflow = ".github/workflows/" in path.replace("\\", "/") or name in _WORKFLOWS
    for sign in _found(SETTINGS, lines, "#"):
        # what a build server runs is a step of a pipeline
        yield sign._replace(role="pipelines") if workflow and sign.role == "training" else sign
