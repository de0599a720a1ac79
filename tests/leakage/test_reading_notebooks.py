"""Notebooks become one flat text, and each flat line finds back to its cell and its line of JSON."""

import json

import pytest

from mlwright.leakage.findings import Place
from mlwright.leakage.reading import Cell, Source, read


def code(text: str, count: int | None = None, **more: object) -> dict[str, object]:
    lines = text.splitlines(keepends=True)
    cell = {"cell_type": "code", "execution_count": count, "metadata": {}, "outputs": [], "source": lines}
    return cell | more


def prose(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def written(*cells: object, **metadata: object) -> str:
    notebook = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def notebook(*cells: object, **metadata: object) -> Source:
    return read("eda.ipynb", written(*cells, **metadata).encode())


def said(source: Source) -> list[tuple[int | None, str]]:
    return [(note.place.cell, note.what) for note in source.notes]


def test_code_cells_follow_one_another_and_are_numbered_among_all_cells():
    source = notebook(prose("# Title"), code("a = 1\nb = 2", 1), prose("more"), code("c = 3", 2))

    assert source.text == "a = 1\nb = 2\nc = 3"
    assert (Cell(2, 1, 2, 1), Cell(4, 3, 3, 2)) == source.cells
    assert ("notebook", (), frozenset()) == (source.kind, source.notes, source.repaired)


def test_each_flat_line_finds_its_cell_and_its_line_of_json():
    cells = (prose('"source": [\nx'), code('a = "é"\n\nb = 2', 1), prose("x\ny"), code("a = 1\nc = 3", 2))
    text = written(*cells)
    source = read("eda.ipynb", text.encode())
    raw = text.split("\n")

    for number, line in enumerate(source.lines, 1):
        place = source.place(number)
        assert line == json.loads(raw[place.raw_line - 1].strip().rstrip(",")).rstrip("\n")
    assert Place("eda.ipynb", 2, 3, 2, 5, 4, source.place(5).raw_line) == source.place(5, 3, 5, 5)
    assert str(source.place(5)) == "eda.ipynb:cell 4:2"


def test_outputs_that_look_like_cells_do_not_shift_the_lines_of_json():
    shown = {"output_type": "display_data", "data": {"application/json": {"source": ["a = 1\n", "b = 2"]}}}
    text = written(code("x = 1\ny = 2", 1, outputs=[shown]), code("z = 3", 2))

    source = read("eda.ipynb", text.encode())

    lines = [text.split("\n")[source.place(n).raw_line - 1].strip() for n in (1, 2, 3)]
    assert lines == ['"x = 1\\n",', '"y = 2"', '"z = 3"']


def test_a_notebook_on_one_line_has_cells_but_no_lines_of_json():
    cells = {"cells": [code("a = 1\nb = 2") | {"source": "a = 1\nb = 2"}], "metadata": {}}

    source = read("eda.ipynb", json.dumps(cells).encode())

    assert Place("eda.ipynb", 2, cell=1) == source.place(2)


def test_nbformat_3_is_read():
    cells = [
        {"cell_type": "heading", "source": ["Title"]},
        {"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "python", "prompt_number": 4},
    ]

    source = read("old.ipynb", json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}).encode())

    assert source.text == "a = 1\nb = 2"
    assert (Cell(2, 1, 2, 4),) == source.cells


@pytest.mark.parametrize(
    ("cell", "flat"),
    [
        ("%matplotlib inline\nx = 1", "\nx = 1"),
        ("!pip install a \\\n  b\nx = 1", "# !pip install a\n\nx = 1"),
        ("pip install a\nx = 1", "# !pip install a\nx = 1"),
        ("%%time\nmodel.fit(X)", "\nmodel.fit(X)"),
        ("%%capture out\nx = 1", "\nx = 1"),
        ("%%bash\nls | grep x", "\n"),
        ("%%sql\nselect 1", "\n"),
        ("files = !ls\nx = %sql select 1", "files = get_ipython()\nx = get_ipython()"),
        ("%timeit -n 10 f(x)", "pass;         f(x)"),
        ("y = %time f(x)", "y =       f(x)"),
        ("if x:\n    %time f(x)\n    !ls", "if x:\n    pass; f(x)\n    pass"),
        ("df.head?\n?df\ndf??\nx = 1", "\n\n\nx = 1"),
        ("await f()\nasync with a as b:\n    pass", "await f()\nasync with a as b:\n    pass"),
        (">>> a = 1\n>>> b = 2", "a = 1\nb = 2"),
        ("In [3]: a = 1\n   ...: b = 2", "a = 1\nb = 2"),
        (">>> f(\n...   1)\nit's 1", "f(\n  1)\n"),
        ("   a = 1\n   b = 2", "a = 1\nb = 2"),
        ("%pylab\ny = ('%d'\n%x)\nz = '''\n%ls\n'''", "\ny = ('%d'\n%x)\nz = '''\n%ls\n'''"),
    ],
)
def test_what_is_not_python_in_a_cell_is_repaired_without_moving_a_line(cell, flat):
    source = notebook(code("before = 0", 1), code(cell, 2), code("after = 0", 3))

    assert f"before = 0\n{flat}\nafter = 0" == source.text
    assert source.notes == ()


def test_magics_are_named():
    assert {"matplotlib", "time", "bash"} == notebook(code("%matplotlib\n%time f()"), code("%%bash\nls")).magics


def test_a_cell_that_does_not_parse_keeps_its_good_statements_and_is_named():
    source = notebook(code("a = 1", 1), code("b = 2\nc = = 3\nd = 4\ne = (", 2), code("f = 5", 3))

    assert source.text == "a = 1\nb = 2\n\nd = 4\n\nf = 5"
    assert said(source) == [
        (2, "not analysed: cell 2, line 2 cannot be parsed (invalid syntax)"),
        (2, "not analysed: cell 2, line 4 cannot be parsed ('(' was never closed)"),
    ]


def test_cells_that_make_sense_only_together_are_read_apart():
    source = notebook(code("x = (1,", 1), code("2)", 2), code("for i in x:\n  y = i", 3), code("  z = 1", 4))

    assert source.text == "\n\nfor i in x:\n  y = i\nz = 1"
    assert [cell for cell, _ in said(source)] == [1, 2]


def test_code_that_a_cell_writes_elsewhere_is_mentioned():
    source = notebook(code("%%writefile train.py\nx = 1"), code("y = 1"))

    assert said(source) == [(1, "not analysed: cell 1, whose code %%writefile takes elsewhere")]


def test_a_cell_in_another_language_is_skipped_and_named():
    source = notebook(code("x <- 1", metadata={"vscode": {"languageId": "r"}}), code("y = 1"))

    assert source.text == "\ny = 1"
    assert said(source) == [(1, "not analysed: cell 1 is 'r', not Python")]


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir", "language": "R"}},
        {"kernelspec": {"name": "julia-1.9"}},
        {"language_info": {"name": "R"}},
    ],
)
def test_a_kernel_of_another_language_is_not_analysed(metadata):
    source = notebook(code("x <- 1"), **metadata)

    assert source.is_empty
    assert "not Python" in source.notes[0].what


@pytest.mark.parametrize("metadata", [{}, {"kernelspec": {"name": "conda-env-x", "language": "python"}}])
def test_a_python_kernel_is_analysed(metadata):
    assert len(notebook(code("x = 1"), **metadata).tree.body) == 1


def test_cells_run_out_of_order_are_named():
    source = notebook(code("a = 1", 3), code("b = 2", 1), code("c = 3", 4))

    what = "cells were run out of order: cell 2 (run 1) after cell 1 (run 3); they are analysed as they stand"
    assert [(2, what)] == said(source)
    assert source.text == "a = 1\nb = 2\nc = 3"


@pytest.mark.parametrize("counts", [(1, 2, 9), (3, None, 1), (None, None, None), (3, 1, 1)])
def test_cells_in_order_or_without_a_known_order_are_not_blamed(counts):
    assert notebook(*(code(f"a{n} = 1", count) for n, count in enumerate(counts))).notes == ()


TRUNCATED = written(code("x = 1")).encode()[:-40]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"cells": 3}',
        b"[" * 100_000,
        TRUNCATED,
        b'{"a": ' + b"9" * 9999,
    ],
)
def test_what_is_no_notebook_is_not_analysed_and_says_why(data):
    source = read("eda.ipynb", data)

    assert source.is_empty
    assert len(source.notes) == 1
    assert source.notes[0].what.startswith("not analysed: ")


def test_an_empty_notebook_is_blameless():
    assert notebook().notes == ()
    assert notebook().is_empty


def test_odd_cells_are_skipped():
    odd = [3, None, {}, {"cell_type": "code"}, {"cell_type": "code", "source": {"a": 1}, "execution_count": "x"}]

    source = notebook(*odd, code("a = '\ud800'".encode(errors="replace").decode(), True))

    assert len(source.tree.body) == 1
    assert tuple(cell.number for cell in source.cells) == (4, 5, 6)


def test_lone_surrogates_do_not_stop_the_reading():
    source = read("eda.ipynb", b'{"cells": [{"cell_type": "code", "source": ["a = \'\\ud800\'"]}]}')

    assert len(source.tree.body) == 1
