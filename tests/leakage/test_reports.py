"""Reports: every form says the same, escapes what a repository says, and keeps to the limits of its reader."""

import html
import json
import re

import pytest

from mlwright.leakage.baseline import Entry
from mlwright.leakage.findings import Edit, Finding, Note, Place, Step
from mlwright.leakage.reports import FORMATS, render, statistics
from mlwright.leakage.reports.escaping import visible
from mlwright.leakage.reports.sarif import log
from mlwright.leakage.review import Review
from mlwright.leakage.verdict import judge

NASTY = "x\x1b[31m\n::error::owned\r|<script>@ada [a](http://x) \u202e`#"


def a_finding(**changes) -> Finding:
    place = Place("src/a b.py", 3, 5, 3, 12)
    chain = (Step(place, "`scaler` learned from `X`"), Step(Place("src/a b.py", 9), "`X` is split"))
    finding = Finding(
        "LK101", "fit_before_split", "high", "medium", place, "`scaler` saw the test rows: 100 % too good, it is",
        chain, "fit after the split", Edit(3, 4, "    ok\n", "move the fit"), "Z = scaler.fit(X)",
    )  # fmt: skip
    return finding._replace(**changes)


def in_cell(**changes) -> Finding:
    place = Place("n.ipynb", 2, 1, None, None, 4, 77)
    return a_finding(code="LK104", severity="low", place=place, chain=(), **changes)


def a_review(*findings: Finding, **changes) -> Review:
    notes = changes.pop("notes", (Note(Place("c.py", 7), "not analysed: it is Python 2"),))
    lines = {("src/a b.py", None, 3): "    Z = scaler.fit(X)"}
    return Review(findings, notes, ("a",), judge(findings, notes, 1), lines, **changes)


def test_text_shows_line_caret_chain_remedy_notes_and_verdict():
    assert (
        render(
            a_review(
                a_finding(),
                in_cell(),
                suppressed=3,
                hidden=2,
                unselected=1,
                stale=(Entry("f", "LK101", "a.py", "fit(X)"),),
            )
        )
        == """\
src/a b.py:3:5: LK101 fit_before_split (severity high, confidence medium)
  `scaler` saw the test rows: 100 % too good, it is
      3 | Z = scaler.fit(X)
        | ^^^^^^^
  1. line 3: `scaler` learned from `X`
  2. line 9: `X` is split
  remedy: fit after the split
  --fix can do this: move the fit

n.ipynb:cell 4:2:1: LK104 fit_before_split (severity low, confidence medium)
  `scaler` saw the test rows: 100 % too good, it is
      2 | Z = scaler.fit(X)
  remedy: fit after the split
  --fix can do this: move the fit

Not analysed (1):
  c.py:7: not analysed: it is Python 2

In the baseline but gone (1); --write-baseline drops them:
  a.py: LK101 fit(X)

Findings by severity: 1 high, 1 low (3 suppressed, 2 less sure, 1 of rules not selected)
Verdict: block: 1 finding of high severity, LK101; 1 file analysed, 1 place was not
"""
    )


def test_color_is_only_paint():
    review = a_review(a_finding())

    painted = render(review, color=True)

    assert "\x1b[" in painted
    assert render(review) == re.sub(r"\x1b\[[\d;]*m", "", painted)


def test_json_holds_every_fact():
    done = json.loads(render(a_review(a_finding(), in_cell(), known=4), "json"))

    assert done["verdict"] == {
        "decision": "block",
        "reason": "1 finding of high severity, LK101; 1 file analysed, 1 place was not",
    }
    assert done["summary"]["in_baseline"] == 4
    assert done["findings"][1]["place"] == {"path": "n.ipynb", "line": 2, "column": 1, "cell": 4, "raw_line": 77}
    assert [step["place"]["line"] for step in done["findings"][0]["chain"][1:]] == [9]
    assert done["findings"][0]["edit"]["replacement"] == "    ok\n"
    assert [note["what"] for note in done["notes"]] == ["not analysed: it is Python 2"]


def test_github_escapes_messages_and_properties():
    finding = a_finding(place=Place("a,b:c%.py", 3, 5, 3, 12), chain=(), remedy="")

    lines = render(a_review(finding, in_cell()), "github").splitlines()

    assert lines[0] == (
        "::error file=a%2Cb%3Ac%25.py,line=3,endLine=3,col=5,endColumn=12,title=LK101 fit_before_split::"
        "`scaler` saw the test rows: 100 %25 too good, it is"
    )
    assert lines[1].startswith("::notice file=n.ipynb,line=77,title=LK104 fit_before_split::cell 4, line 2: ")
    assert lines[2] == "::notice file=c.py,line=7,title=not analysed::not analysed: it is Python 2"
    assert lines[3].startswith("mlwright review: block")


def test_markdown_fits_a_comment_whatever_is_found():
    many = [a_finding(message="`x` " + "é" * 400)._replace(place=Place(f"f{number}.py", 1)) for number in range(900)]

    text = render(a_review(*many), "markdown")

    assert len(text) < 65_536
    shown = text.count("<details>")
    assert f"{900 - shown} more findings do not fit here." in text
    assert text.startswith("## Leakage review: block\n")
    assert "### Not analysed" in text
    assert text.count("<details>") == text.count("</details>")


@pytest.mark.parametrize("form", FORMATS)
def test_a_repositorys_text_steers_nothing(form):
    place = Place(NASTY, 1)
    finding = a_finding(
        message=NASTY, remedy=NASTY, context=NASTY, place=place, chain=(Step(place, NASTY),), edit=None, name=NASTY
    )
    review = a_review(finding, notes=(Note(place, NASTY),), scope=NASTY, stale=(Entry(NASTY, NASTY, NASTY, NASTY),))

    text = render(review, form)

    assert "\x1b" not in text
    assert "\r" not in text
    assert "\u202e" not in text
    if form == "json" or form == "sarif":
        json.loads(text)
    else:
        assert not [line for line in text.splitlines() if line.startswith("::error::")]
    if form == "markdown":
        assert "<script>" not in text
        # neither people nor links are made of what stands between these
        text = re.sub(r"<(code|pre)>.*?</\1>", "", text)
        assert "@ada" not in text
        assert "](http" not in text
        assert all(line.count("|") == 5 for line in text.splitlines() if line.startswith("| "))


def test_long_text_is_cut():
    assert len(visible("x" * 1_000_000)) == 600
    assert len(render(a_review(a_finding(message="x" * 1_000_000)))) < 3_000


def test_statistics_count_by_rule():
    assert (
        statistics(a_review(in_cell(), a_finding(), a_finding()))
        == "     2  LK101  fit_before_split\n     1  LK104  fit_before_split\n"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_clean_review_is_a_report_too(form):
    text = render(a_review(notes=()), form)

    assert "approve" in text
    assert text.endswith("\n")


def sarif_faults(paper: dict) -> list[str]:
    """What GitHub's code scanning documents as required, and its limits."""
    faults = []
    (run,) = paper["runs"]
    driver = run["tool"]["driver"]
    if paper["version"] != "2.1.0" or not driver["name"] or len(paper["runs"]) > 20:
        faults.append("head")
    if len(driver["rules"]) > 25_000 or len(run["results"]) > 25_000:
        faults.append("limits")
    for rule in driver["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            if not 0 < len(rule[key]["text"]) <= 1024 and key != "help":
                faults.append(f"{rule['id']}: {key}")
        if rule["properties"]["precision"] not in ("very-high", "high", "medium", "low"):
            faults.append("precision")
        if rule["properties"]["problem.severity"] not in ("error", "warning", "recommendation"):
            faults.append("severity")
        if len(rule["properties"]["tags"]) > 20 or len(rule["id"]) > 255:
            faults.append("tags")
    for result in run["results"]:
        if driver["rules"][result["ruleIndex"]]["id"] != result["ruleId"]:
            faults.append("ruleIndex")
        if result["level"] not in ("note", "warning", "error") or not result["message"]["text"]:
            faults.append("level")
        if not result["partialFingerprints"]["primaryLocationLineHash"]:
            faults.append("fingerprint")
        places = [*result["locations"], *result.get("relatedLocations", [])]
        if not 0 < len(places) <= 1_000 or not 0 <= result["rank"] <= 100:
            faults.append("places")
        for place in places:
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            region = place["physicalLocation"]["region"]
            if not re.fullmatch(r"[A-Za-z0-9._~/%:-]+", uri) or uri.startswith("/"):
                faults.append(f"uri {uri}")
            if min(region["startLine"], region.get("startColumn", 1)) < 1:
                faults.append("region")
    return faults


def test_sarif_keeps_to_what_github_documents():
    paper = log(a_review(a_finding(), in_cell(), a_finding(code="LK999", place=Place("é:%.py", 1))))

    assert sarif_faults(paper) == []


def test_a_broken_sarif_is_noticed():
    paper = log(a_review(a_finding()))
    paper["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "/a b.py"
    paper["runs"][0]["results"][0]["rank"] = 101

    assert sarif_faults(paper) == ["places", "uri /a b.py"]


def test_sarif_carries_chain_fix_confidence_and_notes():
    run = log(a_review(a_finding(), in_cell()))["runs"][0]
    second, first = run["results"]

    assert (first["level"], first["rank"], second["level"]) == ("error", 60.0, "note")
    assert first["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "src/a%20b.py",
        "uriBaseId": "%SRCROOT%",
    }
    assert [item["id"] for item in first["relatedLocations"]] == [1, 2]
    flow = first["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [item["location"]["physicalLocation"]["region"]["startLine"] for item in flow] == [3, 9]
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["deletedRegion"] == {
        "startLine": 3,
        "startColumn": 1,
        "endLine": 5,
        "endColumn": 1,
    }
    assert second["locations"][0]["physicalLocation"]["region"]["startLine"] == 77
    assert "fixes" not in second
    assert [item["message"]["text"] for item in run["invocations"][0]["toolExecutionNotifications"]] == [
        "not analysed: it is Python 2"
    ]


def test_the_same_finding_keeps_its_fingerprint_when_lines_move():
    def mark(line: int) -> str:
        paper = log(a_review(a_finding(place=Place("a.py", line))))
        return str(paper["runs"][0]["results"][0]["partialFingerprints"]["primaryLocationLineHash"])

    assert mark(3) == mark(300)


def test_too_many_results_keep_the_severe_ones():
    many = [a_finding(severity="low", place=Place("a.py", line), chain=(), edit=None) for line in range(1, 25_002)]

    paper = log(a_review(*many, a_finding(place=Place("z.py", 1))))

    assert sarif_faults(paper) == []
    assert paper["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "z.py"
    assert "2 findings" in paper["runs"][0]["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def test_concise_has_one_line_a_finding():
    assert render(a_review(a_finding(), in_cell(message="two\nlines")), "concise").splitlines() == [
        "src/a b.py:3:5: LK101 `scaler` saw the test rows: 100 % too good, it is",
        "n.ipynb:cell 4:2:1: LK104 two\\nlines",
        "c.py:7:1: note: not analysed: it is Python 2",
        "Verdict: block: 1 finding of high severity, LK101; 1 file analysed, 1 place was not",
    ]


def test_a_remark_is_no_gap():
    review = a_review(notes=(), remarks=(Note(Place("a.py", 1), "the script was executed"),))

    assert "Good to know:\n  the script was executed" in render(review)
    assert "Not analysed" not in render(review) + render(review, "markdown")
    assert "was not" not in review.verdict.reason


HOSTILE = (
    "[a](http://x.y).py", "![a](http://x.y/b.png)", "<http://x.y>", "http://x.y/a.py", "www.x.y/a.py", "@ada/a.py",
    "ada@x.yz", "`a`", "*a*", "__init__.py", "~~a~~", "&lt;b&gt;", "</code><b>", "a|b", "\\*a\\*", "$a$", "#12",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_in_a_comment_a_name_is_shown_as_it_is_and_becomes_nothing(name):
    finding = a_finding(place=Place(name, 1), chain=(), message=f"`{name}` saw the test rows", context="")

    text = render(a_review(finding, notes=()), "markdown")

    shown = re.findall(r"<code>(.*?)</code>", text)
    assert f"{name}:1" == html.unescape(shown[0]).replace("\u200b", "")
    assert not [one for one in shown if re.search(r"[\[\]()!*_`<>|\\~@$]|#(?!\d)|://|www\.", one)]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_reader_of_markdown_makes_nothing_of_a_name(name):
    reader = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    finding = a_finding(place=Place(name, 1), chain=(), message=f"`{name}` saw the test rows", context="")

    page = reader.render(render(a_review(finding, notes=()), "markdown"))

    assert not re.findall(r"<(?:a|img|em|b|script|s)\b", page)
    # negative control: as it stands, it would make something of it
    assert "<em>" in reader.render("<code>*a*</code>")
