"""Any bytes end in a Source, in bounded time, and places work on every line of it."""

import ast
import json
import subprocess
import sys
import time
import tokenize
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlwright.leakage.reading import SUFFIXES, Source, read

PATHS = sorted(f"some/file{suffix}" for suffix in SUFFIXES)
FRAGMENTS = """x = 1|print "a"|def f():|    return 1|%time f(x)|%%bash|!ls|(|)|'''|# %%|```python|```|>>> a|... b
In [1]: c|    |except A, e:|else:|@d|\tx|  y|x = !ls|a?|\\|{|get_ipython().magic('time x')|# Databricks notebook source
class A:|lambda (a): a|x = = 1|`a`|print|for i in x|# In[3]:|\x0c|\x00|\u2028|\ud800|é = 'ü|0777|if x: print a; b"""
LINES = st.sampled_from([*FRAGMENTS.replace("\n", "|").split("|"), '"""'])


def check(source: Source) -> None:
    assert ast.dump(ast.parse(source.text)) == ast.dump(source.tree)
    for number in range(len(source.lines) + 2):
        place = source.place(number, 1, number, 2)
        assert source.path == place.path
        assert place.line >= 1
        source.line(number)
        source.column(number, 3)
    assert all(note.what and "\n" not in note.what for note in source.notes)


@pytest.mark.filterwarnings("ignore")
@given(path=st.sampled_from(PATHS), data=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_in_a_source(path, data):
    check(read(path, data))


@pytest.mark.filterwarnings("ignore")
@given(path=st.sampled_from(PATHS), lines=st.lists(LINES | st.text(max_size=15), max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_lines_end_in_a_source_with_as_many_lines(path, lines):
    text = "\n".join(lines)
    source = read(path, text.encode(errors="surrogatepass"))

    check(source)
    if not path.endswith(".ipynb") and source.text:
        assert text.replace("\r\n", "\n").replace("\r", "\n").count("\n") == source.text.count("\n")


@pytest.mark.filterwarnings("ignore")
@given(cells=st.lists(st.lists(LINES, max_size=6), max_size=6), indent=st.sampled_from([None, 1, 2]))
@settings(max_examples=200, deadline=None)
def test_any_cells_end_in_a_source_whose_cells_cover_every_line(cells, indent):
    entries = [{"cell_type": "code", "source": [f"{x}\n" for x in cell], "execution_count": 1} for cell in cells]
    source = read("a.ipynb", json.dumps({"cells": entries}, indent=indent).encode())

    check(source)
    covered = [line for cell in source.cells for line in range(cell.first, cell.last + 1)]
    assert list(range(1, len(source.lines) + 1)) == covered or not cells


@pytest.mark.parametrize("module", [ast, json, tokenize], ids=lambda m: m.__name__)
def test_valid_python_is_parsed_as_it_stands(module):
    data = Path(module.__file__).read_bytes()
    source = read("module.py", data)

    assert data.decode() == source.text
    assert ast.dump(ast.parse(data), include_attributes=True) == ast.dump(source.tree, include_attributes=True)
    assert ((), frozenset()) == (source.notes, source.repaired)


HOSTILE = {
    "lambda": "lambda:" * 3000,
    "minus": "-" * 100_000 + "1",
    "attributes": "a" + ".b" * 50_000,
    "sum": "1" + "+1" * 50_000,
    "brackets": "([{" * 1000,
    "long line": "a b " * 250_000,
    "quotes": "'\"" * 200_000,
    "spaces": "x" + " " * 500_000 + "= ?",
    "triple quotes": "'''\n\"\"\"\n" * 20_000,
    "open brackets": "x = (\n" * 20_000,
    "decorators": "@x\n" * 20_000,
    "elif": "if 1: pass\n" + "elif 1: pass\n" * 20_000,
    "block": "def f():\n" + "  x y\n" * 20_000,
    "backticks": "`" * 200_000,
    "prints": "print 'a'\n" * 20_000,
    "prompts": ">>> x y\n" * 20_000,
    "fences": "```python\nx y\n" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("path", ["a.py", "a.md", "a.ipynb"])
def test_hostile_text_costs_little_time(name, path):
    cell = {"cell_type": "code", "source": HOSTILE[name]}
    data = json.dumps({"cells": [cell]}) if path == "a.ipynb" else HOSTILE[name]
    started = time.process_time()
    source = read(path, data.encode())
    spent = time.process_time() - started

    assert isinstance(source, Source)
    assert spent < 10


def test_a_statement_nested_too_deeply_does_not_hide_the_others():
    source = read("a.py", f"x = 1\ny = {'-' * 100_000}1\nz = 2\n".encode())

    assert len(source.tree.body) == 2
    assert source.notes[0].what == "not analysed: line 2 cannot be parsed (it is nested too deeply for Python's parser)"


def test_outputs_cost_no_more_than_reading_the_json():
    output = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo" * 200_000}}
    cells = [{"cell_type": "code", "source": ["x = 1\n", "y = 2"], "outputs": [output]} for _ in range(4)]
    data = json.dumps({"cells": cells}, indent=1).encode()

    started = time.process_time()
    json.loads(data)
    bare = time.process_time() - started
    started = time.process_time()
    source = read("a.ipynb", data)
    spent = time.process_time() - started

    assert len(source.tree.body) == 8
    assert spent < 10 * bare + 0.2


def test_reading_needs_the_standard_library_alone():
    code = (
        "import sys; import mlwright.leakage.reading; "
        "print(sorted({'numpy', 'pandas', 'pydantic', 'click', 'rich', 'yaml'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"
