"""Scripts become text, tree and places, also when they are not quite Python 3."""

import ast

import pytest

from mlwright.leakage.findings import Place
from mlwright.leakage.reading import Cell, Source, read


def script(text: str) -> Source:
    return read("train.py", text.encode())


def said(source: Source) -> list[tuple[int, str]]:
    return [(note.place.line, note.what) for note in source.notes]


def test_a_clean_script_is_its_own_flat_text():
    text = "import os\n\n\ndef f(x):\n    return x\n"

    source = script(text)

    assert text == source.text
    assert ast.dump(ast.parse(text), include_attributes=True) == ast.dump(source.tree, include_attributes=True)
    assert ("script", (), (), frozenset()) == (source.kind, source.cells, source.notes, source.repaired)
    assert Place("train.py", 4, 1, 5, 13) == source.place(4, 1, 5, 13)
    assert source.line(5) == "    return x"
    assert source.line(99) == ""


def test_an_empty_script_is_empty_and_blameless():
    source = read("train.py", b"")

    assert source.is_empty
    assert source.notes == ()


def test_columns_count_characters_where_the_tree_counts_bytes():
    source = script("größe = fit(x)\n")
    call = source.tree.body[0].value

    assert call.col_offset == 10
    assert source.column(1, call.col_offset) == 9


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfname = 'caf\xc3\xa9'\n",
        b"# -*- coding: latin-1 -*-\nname = 'caf\xe9'\n",
        "name = 'café'\n".encode("utf-16"),
        b"name = 'caf\xc3\xa9'\r\n",
        b"\x0cname = 'caf\xc3\xa9'\r",
    ],
)
def test_encodings_and_line_ends_are_read_without_a_word(data):
    source = read("train.py", data)

    assert source.tree.body[-1].value.value == "café"
    assert source.notes == ()


def test_bytes_that_are_no_utf8_are_read_as_latin1_and_it_is_said():
    source = read("train.py", b"name = 'caf\xe9'\n")

    assert source.tree.body[0].value.value == "café"
    assert said(source) == [(1, "the bytes are not utf-8 as declared or expected; read as Latin-1")]


@pytest.mark.parametrize("name", ["zlib", "unicode_escape", "rot13", "punycode", "no-such-thing"])
def test_a_cookie_that_names_no_character_encoding_is_not_obeyed(name):
    source = read("train.py", f"# coding: {name}\nx = 1\n".encode())

    assert len(source.tree.body) == 1
    assert len(source.notes) == 1
    assert "read as UTF-8" in source.notes[0].what


def test_binary_data_and_huge_files_are_not_analysed():
    binary = read("train.py", bytes(range(256)) * 10)
    huge = read("train.py", b"x = 1\n" * 1_000_000)

    assert said(binary) == [(1, "not analysed: the file holds binary data, not text")]
    assert said(huge) == [(1, "not analysed: the file is larger than 5 MB")]
    assert binary.is_empty
    assert huge.is_empty


def test_a_few_nul_bytes_do_not_hide_a_script():
    source = read("train.py", b"x = 1\n" * 100 + b"\0\0")

    assert len(source.tree.body) == 100
    assert said(source) == [(1, "NUL bytes are read as spaces")]


def test_warnings_of_the_parser_are_not_heard():
    source = script("x = '\\d'\ny = 1 is 1\n")

    assert len(source.tree.body) == 2


PYTHON_2 = '''\
print "hello %s" % (
    x)
try:
    pass
except (A, B), e:
    print "x", e,  # trailing
    raise ValueError, "bad; thing"
if x <> 3: print `x`; print 0777, 10L
exec "code" in ns
print
text = """
print "keep <> 0777"
"""
pairs = map(lambda (k, v): k, d)
'''


def test_python_2_is_rewritten_line_for_line():
    source = script(PYTHON_2)

    expected = '''\
print("hello %s" % (
    x))
try:
    pass
except (A, B) as e:
    print("x", e,)  # trailing
    raise ValueError("bad; thing")
if x != 3: print(repr(x)); print(0o777, 10)
exec("code" in ns)
print()
text = """
print "keep <> 0777"
"""
pairs = map(lambda k, v: k, d)
'''
    assert expected == source.text
    assert said(source) == [(1, "read as Python 2")]
    assert {1, 2, 5, 6, 7, 8, 9, 10, 14} == source.repaired


def test_mixed_tabs_are_read_as_eight_columns():
    source = script("if x:\n        a = 1\n\tb = 2\n")

    assert len(source.tree.body[0].body) == 2
    assert "eight columns" in source.notes[0].what


def test_what_does_not_parse_is_left_out_and_named():
    source = script("a = 1\nb = = 2\nc = 3\n\nd = (1,\nimport e\nf = 4\n")

    assert source.text == "a = 1\n\nc = 3\n\n\nimport e\nf = 4\n"
    assert said(source) == [
        (2, "not analysed: line 2 cannot be parsed (invalid syntax)"),
        (5, "not analysed: line 5 cannot be parsed ('(' was never closed)"),
    ]
    assert {2, 5} == source.repaired


def test_a_fault_inside_a_block_costs_its_statement_not_the_block():
    source = script("def f(x):\n    a = = 1\n    for i in x\n        b = 2\n    return b\n")

    assert source.text == "def f(x):\n    pass\n    if True:\n        b = 2\n    return b\n"
    assert said(source) == [(2, "not analysed: lines 2-3 cannot be parsed (invalid syntax)")]


def test_an_unreadable_function_head_keeps_its_body_inside_a_function():
    source = script("def f(x:\n    a = 1\nb = 2\n")

    assert source.text == "def _unread():\n    a = 1\nb = 2\n"


def test_an_unclosed_string_costs_what_it_swallows_and_nothing_above_it():
    source = script('a = 1\nb = """ never\nclosed here\n')

    assert source.text.split("\n") == ["a = 1", "", "", ""]
    assert source.notes[0].place.line == 2


def test_a_decorator_stays_with_its_function():
    source = script("@cache\ndef f():\n    return 1\nx = = 1\n")

    assert source.text == "@cache\ndef f():\n    return 1\n\n"


def test_many_faults_are_summed_up():
    source = script("a b\nx = 1\n" * 30)

    assert len(source.notes) == 21
    assert source.notes[-1].what == "not analysed: 10 more places that cannot be parsed"


def test_percent_cells_are_found_and_magics_in_comments_named():
    source = script("# %%\n# %matplotlib inline\nx = 1\n# %% [markdown]\n# text\n#%%\ny = 2\n")

    assert source.kind == "percent"
    assert (Cell(1, 1, 3), Cell(2, 4, 5), Cell(3, 6, 8)) == source.cells
    assert {"matplotlib"} == source.magics
    assert Place("train.py", 7) == source.place(7)


def test_bare_magics_in_a_percent_file_keep_their_statement_and_its_column():
    source = script("# %%\n%time model.fit(X)\nfiles = !ls\nx = 7 \\\n  % 2\n")

    assert source.text == "# %%\npass; model.fit(X)\nfiles = get_ipython()\nx = 7 \\\n  % 2\n"
    assert {2, 3} == source.repaired
    assert source.notes == ()


def test_databricks_exports_have_cells():
    text = "# Databricks notebook source\n# MAGIC %md hi\n# COMMAND ----------\nx = 1\n# COMMAND ----------\ny = 2"

    source = script(text)

    assert source.kind == "databricks"
    assert (Cell(1, 1, 2), Cell(2, 3, 4), Cell(3, 5, 6)) == source.cells
    assert {"md"} == source.magics


EXPORTED = r"""
# In[3]:
get_ipython().run_line_magic('matplotlib', 'inline')

# In[2]:
get_ipython().run_cell_magic('time', '', 'model.fit(X)\ny = model.predict(X)\n')
get_ipython().run_cell_magic('time', '', 'for a in b:\n    print(a)\n')
"""


def test_code_that_an_export_hides_in_strings_comes_back_to_its_line():
    source = script(EXPORTED)

    assert source.line(6) == "model.fit(X); y = model.predict(X)"
    assert {"matplotlib", "time"} == source.magics
    assert said(source)[0] == (7, "not analysed: the code inside %time")


def test_an_export_shows_the_order_in_which_its_cells_ran():
    assert "cells were run out of order: cell 3 (run 2) after cell 2 (run 3)" in script(EXPORTED).notes[-1].what
    assert script("# In[1]:\nx = 1\n# In[2]:\ny = 2\n").notes == ()
