"""Markdown: Python blocks stand on the lines of the file, everything else is blank."""

from mlwright.leakage.reading import Cell, Source, read


def markdown(text: str) -> Source:
    return read("README.md", text.encode())


def test_python_blocks_stay_on_their_lines_and_nothing_else_stays():
    source = markdown(
        "# Title\n```python\nx = 1\n```\nprose (\n~~~py title='a'\ny = 2\n~~~\n```bash\nls\n```\n```\nno\n```\n"
    )

    assert ["", "", "x = 1", "", "", "", "y = 2", *[""] * 8] == source.text.split("\n")
    assert ("markdown", (Cell(1, 3, 3), Cell(2, 7, 7)), ()) == (source.kind, source.cells, source.notes)
    assert frozenset() == source.repaired


def test_blocks_in_lists_and_quotes_move_to_the_margin():
    source = markdown("- item\n  ```python\n  def f():\n      return 1\n  ```\n\n> ```python\n> x = 1\n> ```\n")

    assert source.text == "\n\ndef f():\n    return 1\n\n\n\nx = 1\n\n"
    assert {3, 4, 8} == source.repaired


def test_console_sessions_lose_prompts_and_answers():
    source = markdown("```pycon\n>>> def f():\n...     return 1\n>>> f()\n1 it's (\n```\n")

    assert source.text == "\ndef f():\n    return 1\nf()\n\n\n"


def test_placeholders_of_documentation_are_understood():
    source = markdown("```python\nmodel.fit(X, y=y, ...)\nmodel = ...\n```\n")

    assert len(source.tree.body) == 2
    assert source.notes == ()


def test_a_block_that_does_not_parse_costs_its_own_lines_only():
    source = markdown("```python\nx = = 1\n```\n```python\ny = 2\n```\n")

    assert [line for line in source.lines if line] == ["y = 2"]
    assert [(note.place.line, note.what) for note in source.notes] == [
        (2, "not analysed: line 2 cannot be parsed (invalid syntax)")
    ]


def test_quarto_and_myst_blocks_are_python():
    source = read(
        "a.qmd", b"```{python}\n#| echo: false\nx = 1\n```\n```{code-cell} ipython3\n:tags: [a]\ny = 1\n```\n"
    )

    assert [line for line in source.lines if line] == ["#| echo: false", "x = 1", "y = 1"]


def test_an_open_fence_runs_to_the_end_and_a_shorter_one_does_not_close_it():
    source = markdown("````python\nx = '''\n```\n'''\n")

    assert len(source.tree.body) == 1
