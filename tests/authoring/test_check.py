"""`check` finds nothing in a course that keeps the rules, and names what breaks one: file, cell, what."""

import re

import pytest

from helpers.authoring.check import check
from helpers.authoring.finding import Finding, Findings
from helpers.authoring.notebook import read, write, write_text
from helpers.errors import InputError

LECTURE = "course/07_dot.ipynb"
EDITION = "course/vi/07_dot.ipynb"
SOURCE = "source/ps07_dot/ps07_dot.ipynb"
PO = "course/locale/vi/07_dot.po"
ANSWERS = "tests/answers/ps07_dot/double"


def found(course):
    return [(f.file, f.cell_id, f.what) for f in check(course)]


def code(text):
    return lambda cell: cell.update(source=text)


def append(text):
    return lambda cell: cell.update(source=cell.source + text)


def swap(old, new):
    def change(cell):
        assert old in cell.source
        cell.source = cell.source.replace(old, new)

    return change


def mark(**marks):
    return lambda cell: cell.metadata.nbgrader.update(marks)


def test_nothing_is_found_in_a_course_that_keeps_the_rules(built):
    assert check(built) == []
    assert check(built).table() == "nothing to mend"


def test_a_finding_is_one_line():
    findings = Findings(
        [Finding("a.ipynb", "b", "it is wrong", "mend it"), Finding("c", "", "it too", "mend it")]
    )
    assert findings.table() == "a.ipynb [b]: it is wrong; mend it\nc: it too; mend it"
    assert findings.to_dict()["findings"][1] == {
        "file": "c",
        "cell_id": "",
        "what": "it too",
        "mend": "mend it",
    }


@pytest.mark.parametrize(
    "file, cell, change, what",
    [
        (LECTURE, "count", code("1\n" * 31), "it has 31 lines"),
        (LECTURE, "count", code("1 +"), "it is no Python: invalid syntax"),
        (LECTURE, "count", code("open('/home/anna/x.csv')"), "it names an absolute path: /home/anna/x.csv"),
        (LECTURE, "count", code(r"open('C:\\data\\x.csv')"), r"it names an absolute path: C:\data\x.csv"),
        (LECTURE, "count", code("import urllib.request"), "it reaches for the network: import urllib"),
        (LECTURE, "count", code("%pip install x"), "it reaches for the network: %pip"),
        (LECTURE, "count", code("load('x', download=True)"), "it reaches for the network: download=True"),
        (LECTURE, "count", code("read_csv('https://a.b/c')"), "it reaches for the network: https://a.b/c"),
        (LECTURE, "count", code("torch.hub.load('x')"), "it reaches for the network: torch.hub.load"),
        (LECTURE, "teaching", swap('"There are {n}."', 'f"There are {n}."'), "no catalogue can hold"),
        (LECTURE, "count", lambda c: c.outputs[0].update(name="stderr"), "it writes to stderr: 1"),
        (LECTURE, "count", lambda c: c.outputs[0].update(text="2\n"), "its stored output is not"),
        (EDITION, "count", lambda c: c.outputs[0].update(text="2\n"), "its stored output is not"),
        (LECTURE, "count", code("2"), "its code changed since it was run"),
        (LECTURE, "title", swap("Reading time", "Time"), "it does not say how long it takes"),
        (LECTURE, "title", swap("#next", "06_gone.ipynb#next"), "the link 06_gone.ipynb#next leads nowhere"),
        (LECTURE, "title", swap("#next", "/course/x.ipynb"), "the link /course/x.ipynb is an absolute path"),
        (LECTURE, "title", append("\n\n![](07_dot.ipynb)"), "an image has no alternative text"),
        (EDITION, "title", swap("#next", "../source"), "the link ../source leads nowhere"),
        (SOURCE, "intro", swap("Time to complete", "Time"), "it does not say how long it takes"),
        (SOURCE, "double", lambda c: c.update(execution_count=1), "it holds an output"),
        (SOURCE, "double", mark(grade_id="triple"), "its grade_id is triple"),
        (SOURCE, "triple", mark(grade_id="double"), "two cells have the grade_id double"),
        (SOURCE, "double", mark(schema_version=2), "nbgrader's metadata is not of version 3"),
        (SOURCE, "double-test-1", mark(points=0), "it is worth 0 points"),
        (SOURCE, "double-test-1", mark(locked=False), "students could edit this test"),
        (SOURCE, "double", swap("### END SOLUTION", ""), '"### END SOLUTION" is missing'),
        (SOURCE, "double", swap("BEGIN SOLUTION", "BEGIN SOLUTON"), '"### BEGIN SOLUTON" is no marker'),
        (SOURCE, "double", swap("### BEGIN SOLUTION", "# begin solution"), '"# begin solution" is no marker'),
        (SOURCE, "double", swap("### BEGIN SOLUTION", "### END SOLUTION"), '"### END SOLUTION" stands where'),
        (SOURCE, "double", code("def double(x):\n    return 2 * x"), "the solution is not marked"),
        (SOURCE, "double-test-1", swap("### BEGIN HIDDEN TESTS", ""), '"### END HIDDEN TESTS" stands where'),
        (SOURCE, "double-text", append("\n\n### BEGIN SOLUTION"), '"### BEGIN SOLUTION" is no marker here'),
        (SOURCE, "why", swap("=== END MARK SCHEME ===", ""), '"=== END MARK SCHEME ===" is missing'),
    ],
)  # fmt: skip
def test_a_change_that_breaks_a_rule_is_named(course, edit, file, cell, change, what):
    edit(course / file, cell, change)
    named = {cell_id for name, cell_id, text in found(course) if name == file and text.startswith(what)}
    assert named == {cell}


def test_a_lecture_has_three_claims(course, edit):
    edit(course / LECTURE, "teaching", swap('state("There are {n}.", True, n=4)', "pass"))
    assert (LECTURE, "", "it calls claim() 2 times (a claim of the prose, asserted)") in found(course)


def test_cell_ids_are_checked(course, edit):
    edit(course / LECTURE, "count", lambda cell: cell.update(id="dot"))
    assert (LECTURE, "dot", "two cells have this id") in found(course)
    edit(course / LECTURE, "title", lambda cell: cell.update(id="a1B2"))
    assert (LECTURE, "a1B2", "the id says nothing") in found(course)


def test_a_figure_needs_a_caption(course, edit):
    edit(course / LECTURE, "dot-caption", swap("*Figure 1. One dot.*", "A dot."))
    assert (LECTURE, "dot", "its figure has no caption, so no alternative text") in found(course)


@pytest.mark.parametrize(
    "file, kept, what",
    [
        (LECTURE, lambda c: c.id != "slides-err", "it has no cell slides-err (where the slides err)"),
        (LECTURE, lambda c: c.id != "teaching", "it calls quiz() 0 times (a question with feedback)"),
        (LECTURE, lambda c: c.id != "no-comparison", "it calls compare() 0 times"),
        (SOURCE, lambda c: c.id != "double-test-1", "nothing tests this solution"),
        (SOURCE, lambda c: c.id not in ("double", "triple"), "this test follows no solution cell"),
        (SOURCE, lambda c: not c.id.startswith("why"), "no exercise is graded by hand"),
        (SOURCE, lambda c: not c.id.startswith("double"), "it has 2 exercises"),
        (SOURCE, lambda c: not c.id.startswith("double"), "it is worth 7 points"),
        (
            SOURCE,
            lambda c: not c.id.startswith("triple"),
            "no exercise that is graded by tests has this name",
        ),
    ],
)
def test_a_missing_cell_is_named(course, file, kept, what):
    nb = read(course / file)
    nb.cells = [cell for cell in nb.cells if kept(cell)]
    write(nb, course / file)
    assert [text for _, _, text in found(course) if text.startswith(what)]


@pytest.mark.parametrize(
    "source, what",
    [
        ("x = 1\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS", "it has no hidden test"),
        ("### BEGIN HIDDEN TESTS\nx = 1\n### END HIDDEN TESTS", "it has no visible test"),
    ],
)
def test_an_exercise_has_visible_and_hidden_tests(course, edit, source, what):
    edit(course / SOURCE, "double-test-1", code(source))
    assert (SOURCE, "double", what) in found(course)


@pytest.mark.parametrize(
    "old, new, cell, what",
    [
        ('msgstr "see it. (vi)"', 'msgstr ""', "outcomes", 'not translated: "see it."'),
        (
            'msgid "see it."',
            '#, fuzzy\nmsgid "see it."',
            "outcomes",
            'the English text was edited: "see it."',
        ),
        ('msgid "see it."', 'msgid "see."', "outcomes", 'the catalogue lacks "see it."'),
        ("`dot` of size $r$; (vi)", "của $r$", "outcomes", "`dot` is missing"),
        ("`dot` of size $r$; (vi)", "`dot` của $s$", "outcomes", "$r$ is missing"),
        (
            'msgstr "There are {n}. (vi)"',
            'msgstr "Có {m}."',
            "teaching",
            "the field {m} is not in the English text",
        ),
        ("#. code\n", "", "", "it is not what the notebook says now"),
    ],
)
def test_a_change_in_a_translation_is_named(course, old, new, cell, what):
    text = (course / PO).read_text("utf-8")
    assert old in text
    write_text(text.replace(old, new), course / PO)
    assert [cell_id for file, cell_id, said in found(course) if file == PO and what in said] == [cell]


def test_texts_in_code_are_translated_alike_everywhere(course):
    path = course / "course" / "locale" / "vi" / "helpers.po"
    write_text(path.read_text("utf-8").replace("Well done, {name}.", "Yes."), path)
    module = course / "helpers" / "teaching" / "words.py"
    module.write_text(module.read_text("utf-8").replace("Well done, {name}.", "Yes."), "utf-8")
    assert found(course) == []
    write_text(path.read_text("utf-8").replace("Yes. (vi)", "Phải."), path)
    what = '"Yes." is translated in another way than in 07_dot.po'
    assert found(course) == [("course/locale/vi/helpers.po", "", what)]


@pytest.fixture
def glossary(course):
    path = course / "course" / "locale" / "vi" / "glossary.csv"
    return lambda rows: write_text(f"term,translation,except\n{rows}", path)


@pytest.mark.parametrize(
    "rows, named",
    [
        ("small,nhỏ,", {"dot-caption"}),
        ("small,(VI),", set()),
        ("small,nhỏ|(vi),", set()),
        ("small,nhỏ,07_dot", set()),
        ("mall,nhỏ,", set()),
        ("dot,chấm,", {"intro", "take-aways", "title"}),  # in `outcomes` it is code
    ],
)
def test_terms_of_the_glossary_are_translated_by_it(course, glossary, rows, named):
    glossary(rows)
    cells = {cell for _, cell, what in found(course) if "is translated in another way" in what}
    assert cells == named


def test_titles_of_papers_need_no_translation(course, glossary):
    glossary("euclid,Ơ-clít,")
    assert found(course) == []


def test_a_glossary_without_its_columns_stops_the_check(course):
    write_text("dot,chấm\n", course / "course" / "locale" / "vi" / "glossary.csv")
    with pytest.raises(InputError, match="the first line should be term,translation,except"):
        check(course)


def test_a_catalogue_without_a_notebook_is_named(course):
    write_text((course / PO).read_text("utf-8"), course / "course" / "locale" / "vi" / "06_gone.po")
    assert found(course) == [("course/locale/vi/06_gone.po", "", "there is no notebook of this name")]


@pytest.mark.parametrize(
    "name, text, where, what",
    [
        ("wrong_a.py", None, "", "4 wrong answers"),
        ("right_a.py", None, "", "1 right answers"),
        ("wrong_sign.py", None, "", "4 wrong answers"),
        ("wrong_a.py", "def", "/wrong_a.py", "it is no Python"),
        ("wrong_a.py", "x = 1\n# points: 0 of 5\n", "/wrong_a.py", "it does not say what it stands for"),
        ("wrong_a.py", '"""A."""\nx = 1\n', "/wrong_a.py", "its points do not stand below the docstring"),
        ("wrong_a.py", '"""A."""\n# points: 0 of 4\n', "/wrong_a.py", "it says the exercise has 4 points"),
        ("wrong_a.py", '"""A."""\n# points: 5 of 5\n', "/wrong_a.py", "a wrong answer gets all points"),
        (
            "right_a.py",
            '"""A."""\n# points: 4.5 of 5\n',
            "/right_a.py",
            "a right answer gets 4.5 of 5 points",
        ),
        ("other.py", '"""A."""\n# points: 0 of 5\n', "/other.py", "the name says neither wrong_ nor right_"),
    ],
)
def test_answers_are_checked(course, name, text, where, what):
    path = course / ANSWERS / name
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text, "utf-8")
    assert [said for file, _, said in found(course) if file == ANSWERS + where and said.startswith(what)]


def test_a_misconception_needs_its_answer(course):
    (course / ANSWERS / "wrong_sign.py").rename(course / ANSWERS / "wrong_other.py")
    assert found(course) == [
        (SOURCE, "double", "its tests name the misconception sign, which no answer shows")
    ]


def test_files_beside_an_assignment_are_named(course):
    write_text("x", course / "source" / "ps07_dot" / "solution.py")
    what = "it is no assignment, nor an image or table for one"
    assert found(course) == [("source/ps07_dot/solution.py", "", what)]


def test_a_broken_notebook_is_named_and_the_others_checked(course, edit):
    (course / SOURCE).write_text("{}", "utf-8")
    edit(course / LECTURE, "count", code("2"))
    whats = {(file, what) for file, _, what in found(course)}
    assert any(file == SOURCE and re.match("cannot be read as a notebook", what) for file, what in whats)
    assert (LECTURE, "its code changed since it was run") in whats


def test_a_notebook_in_another_language_is_named(course):
    nb = read(course / LECTURE)
    nb.metadata.fishcourse.language = "vi"
    write(nb, course / LECTURE)
    assert (LECTURE, "", "it is not in English by its metadata") in found(course)
