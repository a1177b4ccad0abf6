"""Points from what a test cell printed."""

import pytest

pytest.importorskip("nbgrader")

from nbformat.v4 import new_notebook, new_output
from tiny_course import cell_of, marked, written

from helpers.grading.scores import notes, scores


def result(text):
    return new_output("execute_result", {"text/plain": text})


def graded(*outputs):
    cell = marked("t", "test", points=2)
    cell.outputs = list(outputs)
    notebook = new_notebook(cells=[cell])
    return scores(notebook)["t"], notes(notebook).get("t", "")


def test_a_test_that_says_nothing_gives_all_points():
    assert graded() == ((2, 2), "")


def test_an_error_gives_none():
    assert graded(new_output("error", ename="AssertionError", evalue="", traceback=[])) == ((0, 2), "")


def test_what_is_printed_costs_nothing():
    warning = new_output("stream", name="stderr", text="UserWarning: careful")
    assert graded(warning, new_output("display_data", {"text/plain": "a figure"})) == ((2, 2), "")


@pytest.mark.parametrize(("text", "points"), [("0", 0), ("1", 1), ("1.5", 1.5), ("2.0", 2), ("5e-1", 0.5)])
def test_a_number_in_the_last_line_is_partial_credit(text, points):
    assert graded(result(text)) == ((points, 2), "")


@pytest.mark.parametrize(
    "text", ["nan", "inf", "-1", "tensor(1.5)", "np.float64(1.5)", "True", "'2'", "2 points", "", "1_0", "٢"]
)
def test_any_other_last_line_gives_nothing_and_a_note(text):
    points, note = graded(result(text))
    assert points == (0, 2) and "not a number of points" in note


def test_more_than_all_points_gives_nothing_and_a_note():
    assert graded(result("2.5")) == ((0, 2), "its last line gives 2.5 of 2 points")


def test_two_results_give_nothing_and_a_note():
    assert graded(result("1"), result("2"))[0] == (0, 2)


def test_only_autograded_cells_count():
    notebook = written()
    assert set(scores(notebook)) == {"double-test-1", "shift-test-1"}
    cell_of(notebook, "why").source = ""
    assert set(scores(notebook)) == {"double-test-1", "shift-test-1"}
