"""The house stays tidy: one version, fresh pages, declared libraries, nothing dangerous, nothing left over."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from mlwright.cli import cli

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
SHIPPED = sorted((ROOT / "server").rglob("*.py"))
PARTS = {"anyio", "mcp_types", "markupsafe", "pydantic_core"}  # of mcp, jinja2 and pydantic
IMPORT_NAMES = {"scikit-learn": "sklearn", "pyyaml": "yaml"}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_declared_libraries_are_imported_and_imported_ones_declared():
    declared = {IMPORT_NAMES.get(name, name) for name in map(_name, PROJECT["dependencies"])}
    extras = {_name(item) for items in PROJECT["optional-dependencies"].values() for item in items}
    used = set().union(*map(imported, SHIPPED)) - set(sys.stdlib_module_names) - {"mlwright", "tabular"}

    assert used - declared - extras - PARTS == set()
    assert declared - used == set()


def _name(text: str) -> str:
    return Requirement(text).name.lower()


def test_the_lock_holds_exact_versions_within_the_declared_ranges():
    lock = dict(line.split("==") for line in (ROOT / "requirements.lock").read_text().split() if "==" in line)
    lock = {name.lower().replace("_", "-"): version for name, version in lock.items()}
    for text in PROJECT["dependencies"]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(lock[wanted.name.lower()]), text


def test_generated_pages_are_fresh():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


DANGEROUS = {
    "pickle.load",
    "pickle.loads",
    "joblib.load",
    "torch.load",
    "os.system",
    "eval",
    "exec",
    "yaml.unsafe_load",
}


def test_no_shipped_file_loads_a_pickle_or_runs_text():
    for path in SHIPPED:
        text = path.read_text()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in DANGEROUS, (path, node.lineno)
                assert not any(word.arg == "shell" and ast.unparse(word.value) == "True" for word in node.keywords), (
                    path
                )
                if ast.unparse(node.func) == "yaml.load":
                    assert path.name == "plain_yaml.py", path
    for path in (ROOT / "templates").rglob("*.jinja"):
        found = re.findall(
            r"\b(pickle\.loads?|joblib\.load|torch\.load|eval\(|exec\(|os\.system|shell=True)", path.read_text()
        )
        assert not found, (path, found)


def test_the_search_for_dangerous_calls_would_find_one():
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse("import pickle\npickle.load(f)"))
        if isinstance(node, ast.Call)
    ]

    assert set(calls) & DANGEROUS


def test_nothing_is_left_unfinished():
    words = re.compile(r"\b(TO" r"DO|FIX" r"ME|XXX|NotImplemented" r"Error)\b")
    for path in [*SHIPPED, *(ROOT / "templates").rglob("*.jinja"), *(ROOT / "skills").rglob("*.md")]:
        assert not words.search(path.read_text()), path


def test_every_command_has_help_and_is_named_in_the_readme_or_a_skill():
    read = (ROOT / "README.md").read_text() + "".join(path.read_text() for path in (ROOT / "skills").rglob("*.md"))
    for name, command in cli.commands.items():
        assert command.help, name
        assert f"mlwright {name}" in read or f"`{name}`" in read, name


def test_every_template_is_used():
    code = "".join(path.read_text() for path in SHIPPED)
    whole = code + "".join(path.read_text() for path in (ROOT / "templates").rglob("*.jinja"))
    for path in (ROOT / "templates").rglob("*.jinja"):
        assert path.relative_to(ROOT / "templates").as_posix() in whole, path


def test_modules_stay_readable():
    lengths = sorted(len(path.read_text().splitlines()) for path in SHIPPED)
    assert lengths[len(lengths) // 2] <= 150
    assert lengths[-1] <= 500


def test_links_in_pages_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)


@pytest.mark.slow
def test_the_wheel_holds_all_it_needs_and_works_without_the_checkout(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT],
        check=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("skills", "commands", "templates"):
        wanted = [path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert [name for name in wanted if f"mlwright/_assets/{name}" not in names] == []

    # the installed wheel, not the checkout: only its folder and the libraries are on the path
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel], check=True
    )
    table = tmp_path / "t.csv"
    table.write_text(
        "a,b,y\n" + "".join(f"{i % 17},{i * 7 % 13},{'yes' if i % 17 > 8 else 'no'}\n" for i in range(200))
    )
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import mlwright;"
        f"assert mlwright.__file__.startswith({str(site)!r});"
        "sys.argv = ['mlwright', 'run', 't.csv', '--target', 'y', '--budget', '2'];"
        "from mlwright.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert (tmp_path / "output" / "t" / "report" / "index.html").is_file()
