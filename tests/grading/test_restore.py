"""What a submission gets back, and what stays its student's."""

import copy
import gc
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from nbformat.v4 import new_code_cell

pytest.importorskip("nbgrader")

import nbformat
from tiny_course import DOUBLE_TEST, cell_of, written

from helpers.grading.restore import imported, prelude, prepare

OWN = "def double(x):\n    return x + x"


def names(notebook):
    return [cell.id for cell in notebook.cells]


def prepared(submission):
    result = prepare(submission, written())
    nbformat.validate(result)
    return result


def test_an_answer_stays_and_everything_else_is_the_instructors():
    submission = written(double=OWN, double_test_1="pass", why="I think so.")
    submission.cells[2].metadata.nbgrader.points = 1000
    submission.cells[2].metadata.tags = ["skip-execution"]
    result = prepared(submission)
    assert names(result) == names(written())
    assert cell_of(result, "double").source == OWN
    assert cell_of(result, "why").source == "I think so."
    assert cell_of(result, "double-test-1").source == DOUBLE_TEST
    assert cell_of(result, "double-test-1").metadata.nbgrader.points == 2
    assert "tags" not in cell_of(result, "double-test-1").metadata


def test_deleted_cells_come_back_where_they_were():
    submission = written(double=OWN)
    submission.cells = [
        cell for cell in submission.cells if cell.id not in ("setup", "double-test-1", "shift")
    ]
    result = prepared(submission)
    assert names(result) == names(written())
    assert "missing" in cell_of(result, "shift").source
    assert "return x + 1" not in str(result.cells)  # the reference solution is not handed out


def test_the_answer_of_a_deleted_cell_may_stand_in_a_cell_of_ones_own():
    submission = written()
    submission.cells[1] = new_code_cell(OWN, id="mine")
    sources = [cell.source for cell in prepared(submission).cells]
    assert sources.index(OWN) < sources.index(DOUBLE_TEST)


@pytest.mark.parametrize("stub_last", [True, False])
def test_of_two_copies_of_an_answer_the_stub_gives_way(stub_last):
    submission = written(double=OWN)
    stub = copy.deepcopy(submission.cells[1])
    stub.update(id="copy", source="def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()")
    submission.cells.insert(2 if stub_last else 1, stub)
    result = prepared(submission)
    assert cell_of(result, "double").source == OWN
    assert "NotImplementedError" not in str(result.cells)


def test_a_copied_test_counts_once():
    submission = written(double=OWN)
    submission.cells.append(copy.deepcopy(submission.cells[2]))
    assert [cell.source for cell in prepared(submission).cells].count(DOUBLE_TEST) == 1


def test_a_retyped_answer_is_code_again():
    submission = written(double=OWN)
    submission.cells[1].cell_type = "markdown"
    cell = cell_of(prepared(submission), "double")
    assert (cell.cell_type, cell.source) == ("code", OWN)


def test_moved_cells_go_home_and_own_cells_go_with_their_answer():
    submission = written(double=OWN)
    submission.cells.insert(2, new_code_cell("helper = 1", id="mine"))
    submission.cells.reverse()
    submission.cells[-2:] = submission.cells[-2:][::-1]
    result = prepared(submission)
    assert [name for name in names(result) if name != "mine"] == names(written())
    assert "helper = 1" in [cell.source for cell in result.cells]


def test_marks_that_an_editor_dropped_are_found_by_the_cells_id():
    submission = written(double=OWN)
    for cell in submission.cells:
        cell.metadata = {}
    assert cell_of(prepared(submission), "double").source == OWN


@pytest.mark.parametrize(
    "marks", [None, 3, [], {"grade_id": None}, {"grade_id": ["double"]}, {"grade_id": "x"}]
)
def test_marks_that_make_no_sense_do_not_stop_it(marks):
    submission = written(double=OWN)
    submission.cells[2].metadata["nbgrader"] = marks
    assert cell_of(prepared(submission), "double-test-1").source == DOUBLE_TEST


def test_the_kernel_and_the_language_are_right():
    submission = written()
    submission.metadata = {"kernelspec": {"name": "bash"}, "fishcourse": {"language": "vi"}}
    result = prepared(nbformat.from_dict(submission))
    assert result.metadata.kernelspec.name == "python3"
    assert result.metadata.fishcourse.language == "vi"


def test_the_prelude_has_imports_and_functions_that_no_answer_defines():
    source = written()
    source.cells[
        0
    ].source = "%matplotlib inline\nimport torch\ndef given(): return 1\ndef double(x): ...\nn = 3"
    assert prelude(source) == "import torch\ndef given():\n    return 1"


def test_several_threads_may_prepare_at_once():
    source = written()
    source.cells[0].source = "\n".join(f"def f{i}(x):\n    return (x + {i}) * {i}" for i in range(300))
    # A collection that hands the processor on in the middle of a syntax tree: rare by itself, seen in CI.
    before = gc.get_threshold()
    gc.callbacks.append(interruption := lambda *_: time.sleep(1e-5))
    gc.set_threshold(50)
    try:
        with ThreadPoolExecutor(4) as pool:
            preludes = list(pool.map(lambda _: prelude(source), range(16)))
    finally:
        gc.callbacks.remove(interruption)
        gc.set_threshold(*before)
    assert len(set(preludes)) == 1


def test_what_a_notebook_imports_is_known_before_it_runs():
    source = written(
        double="%matplotlib inline\nimport os.path, json\nfrom . import here", shift="def broken(:"
    )
    source.cells[2].source = "def test():\n    from helpers.teaching.checks import equal"
    assert imported(source) == ("helpers.teaching.checks", "json", "math", "os.path", "torch")
