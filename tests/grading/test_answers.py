"""The runner itself, on an assignment of two exercises: double a number, and multiply it by a FACTOR of 3."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.errors import InputError
from helpers.grading import answers

TEST = """
from helpers.teaching.checks import answer, equal
given = answer(lambda: {name})
equal(given(2.0), {visible}, "of 2", added=("Multiply.", {visible} + 1))
### BEGIN HIDDEN TESTS
equal(given(-1.0), {hidden}, "of -1")
### END HIDDEN TESTS
"""


def solution(name, body):
    marks = dict(grade=False, grade_id=name, locked=False, schema_version=3, solution=True, task=False)
    code = f"def {name}(x):\n    ### BEGIN SOLUTION\n    return {body}\n    ### END SOLUTION"
    return new_code_cell(code, id=name, metadata={"nbgrader": marks})


def test_cell(name, points, source):
    marks = dict(grade=True, grade_id=name, locked=True, points=points, schema_version=3, solution=False)
    return new_code_cell(source.strip(), id=name, metadata={"nbgrader": {**marks, "task": False}})


test_cell.__test__ = False


def assignment(folder, *extra, triple="x * FACTOR"):
    cells = [
        new_code_cell("FACTOR = 3", id="setup"),
        solution("double", "2 * x"),
        test_cell("double-test-1", 2, TEST.format(name="double", visible=4.0, hidden=-2.0)),
        solution("triple", triple),
        test_cell("triple-test-1", 1, TEST.format(name="triple", visible=6.0, hidden=-3.0)),
        *extra,
        new_code_cell("raise RuntimeError('nothing after the last test is run')", id="end"),
    ]
    file = folder / "ps.ipynb"
    notebook = new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(notebook, file)
    return file


def put(folder, path, points, code, sentence="How it is."):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'"""{sentence}"""\n\n# points: {points}\n{code}\n', encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def fair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fair")
    put(folder, "double/wrong_added.py", "0 of 2", "def double(x):\n    return x + 3.0")
    put(folder, "double/wrong_absolute.py", "0 of 2", "def double(x):\n    return abs(2 * x)")
    put(folder, "double/right_sum.py", "2 of 2", "def double(x):\n    return x + x")
    put(folder, "double/right_lambda.py", "2 of 2", "import math\n\ndouble = lambda y: math.fsum([y, y])")
    put(folder, "triple/wrong_named.py", "0 of 1", "def tripled(x):\n    return 3 * x")
    put(folder, "triple/right_plain.py", "1 of 1", "def triple(x):\n    return 3 * x")
    return answers.check(assignment(folder), folder)


def test_a_fair_assignment_shows_no_fault(fair):
    assert fair.faults() == []
    assert fair.counts() == (3, 2, 3, 3, 3)
    assert fair.reference.of() == (3, 3)
    assert fair.untouched.of() == (0, 3)


def test_messages_of_the_tests_are_kept(fair):
    said = {row.answer.name: row.outcome.messages for row in fair.rows if not row.answer.right}
    assert said["wrong_added"] == {
        "double-test-1": "Wrong: of 2: expected 4, got 5. Multiply. [added]",
    }
    assert said["wrong_named"]["triple-test-1"].startswith("NotAttempted: triple does not exist")
    assert all(text.endswith("[not-attempted]") for text in fair.untouched.messages.values())


def test_an_unfair_assignment_shows_its_faults(tmp_path):
    put(tmp_path, "double/wrong_factor.py", "0 of 2", "FACTOR = 2\n\ndef double(x):\n    return x")
    put(tmp_path, "double/wrong_integer.py", "0 of 2", "def double(x):\n    return int(2 * x)")
    put(tmp_path, "triple/right_absolute.py", "1 of 1", "def triple(x):\n    return 3 * abs(x)")
    idle = test_cell("triple-test-2", 1, "assert True")
    assert answers.check(assignment(tmp_path, idle), tmp_path).faults() == [
        "the untouched release gets 1 points",
        "double/wrong_factor.py loses points in triple-test-1",
        "double/wrong_integer.py gets 2 of 2 points, expected 0 of 2",
        "triple/right_absolute.py gets 1 of 2 points, expected 1 of 1; "
        "Wrong: of -1: expected -3, got 3. [value]",
        "no wrong answer fails triple-test-2",
    ]


def test_every_answer_is_graded_among_right_ones():
    names = [
        (f"exercise-{i}", f"{kind}_{k}") for i in range(5) for kind in ("wrong", "right") for k in range(4)
    ]
    given = [answers.Answer(*name, "", "", 1.0, 1.0) for name in names]
    groups = answers.grouped(given, exercises=5)
    wrong = [[answer for answer in group if not answer.right] for group in groups]
    assert sorted(len(found) for found in wrong) == [0, 0, 2, 3, 3, 3, 3, 3, 3]
    assert len({answer for found in wrong for answer in found}) == 20
    assert {answer for group in groups for answer in group} == set(given)
    assert all(len({answer.exercise for answer in group}) == len(group) for group in groups)


def test_right_answers_that_had_no_turn_are_graded_together():
    given = [
        answers.Answer(f"exercise-{i}", f"right_{k}", "", "", 1.0, 1.0) for i in range(2) for k in range(3)
    ]
    assert [len(group) for group in answers.grouped(given, exercises=2)] == [2, 2, 2]


def test_one_exercise_alone_can_be_checked(tmp_path):
    put(tmp_path, "double/wrong_none.py", "0 of 2", "double = None")
    put(tmp_path, "triple/wrong_none.py", "0 of 1", "triple = None")
    matrix = answers.check(assignment(tmp_path), tmp_path, exercises=["triple"])
    assert [row.answer.file for row in matrix.rows] == ["triple/wrong_none.py"]
    assert matrix.faults() == []


@pytest.mark.parametrize(
    "path, text, problem",
    [
        ("double/odd_name.py", '"""How."""\n# points: 0 of 2\n', "expected wrong_NAME.py or right_NAME.py"),
        ("double/wrong_silent.py", "# points: 0 of 2\ndouble = 1\n", "a docstring"),
        ("double/wrong_free.py", '"""How."""\ndouble = 1\n', "a line '# points: 2 of 4'"),
        ("double/wrong_full.py", '"""How."""\n# points: 2 of 2\ndouble = 1\n', "a wrong one loses some"),
        ("double/right_poor.py", '"""How."""\n# points: 1 of 2\ndouble = 1\n', "keeps all points"),
        ("double/wrong_code.py", '"""How."""\n# points: 0 of 2\ndef double(\n', "is not Python"),
        ("halve/wrong_sign.py", '"""How."""\n# points: 0 of 2\n', "there is no such exercise"),
    ],
)
def test_a_file_that_is_no_answer_is_refused(tmp_path, path, text, problem):
    file = tmp_path / path
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        answers.load(tmp_path, ["double", "triple"])


def test_an_unknown_exercise_is_refused(tmp_path):
    with pytest.raises(InputError, match="there is no exercise halve: choose from double, triple"):
        answers.check(assignment(tmp_path), tmp_path, exercises=["halve"])


def test_the_untouched_release_holds_nothing_that_students_must_not_see(tmp_path):
    solved = nbformat.read(assignment(tmp_path), as_version=4)
    text = nbformat.writes(answers.stripped(solved))
    assert "NotImplementedError" in text
    for secret in ("BEGIN SOLUTION", "2 * x", "HIDDEN TESTS", "of -1"):
        assert secret in nbformat.writes(solved)
        assert secret not in text
