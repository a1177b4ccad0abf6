"""Every assignment's tests against wrong and right answers: caught and kept, reference full, untouched 0."""

from pathlib import Path

import nbformat
import pytest

from helpers.grading import answers, execution, fairness

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "source").glob("*/ps*.ipynb"))
LEAST_WRONG, LEAST_RIGHT = 5, 2  # answers of each exercise


def test_there_are_assignments():
    assert SOURCES


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_solved_notebook_runs_without_an_error(source):
    done = execution.run(nbformat.read(source, 4), timeout_s=120, sandbox="none").notebook
    codes = [cell for cell in done.cells if cell.cell_type == "code"]
    assert not [(c.id, o.evalue) for c in codes for o in c.outputs if o.output_type == "error"]


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_wrong_answers_are_caught_and_right_ones_kept(source, record_property, pytestconfig):
    matrix = answers.check(source, ROOT / "tests" / "answers" / source.stem)
    record_property("matrix", matrix.table())
    fairness.write([matrix], pytestconfig.cache.mkdir("answers") / f"{source.stem}.json")
    assert matrix.faults() == []
    for exercise in matrix.exercises:
        _, _, wrong, _, right = matrix.counts(exercise)
        assert wrong >= LEAST_WRONG and right >= LEAST_RIGHT, f"{exercise} has too few answers"
