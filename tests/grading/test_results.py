import math
from datetime import datetime

import pytest
from synthetic_class import DUE, PS, hand_in, make_source

from helpers.errors import InputError
from helpers.grading.review import results

FULL = {"velocity-form-test-1": 1, "velocity-form-test-2": 2, "nesterov-test-1": 2, "nesterov-test-2": 2}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    gradebook = make_source(course)
    gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@x.org")
    gradebook.add_student("ben", first_name="Bé", last_name=None)
    gradebook.add_student("eve")
    hand_in(gradebook, course, "ada", FULL | {"parity-test-1": 3}, by_hand=4, timestamp=DUE, seconds=2.5)
    errors = {
        "velocity-form-test-1": ("Wrong", "\x1b[31mthe step: expected 1, got 2. It climbs. [sign]\x1b[0m"),
        "parity-test-1": ("ZeroDivisionError", "division by zero"),
        "nesterov-test-1": ("Wrong", "stale message of a cell that a person gave full points [value]"),
    }
    points = FULL | {"velocity-form-test-1": 0, "parity-test-1": 1.5}
    late = datetime(2026, 3, 12, 18, 0)
    hand_in(
        gradebook,
        course,
        "ben",
        points,
        errors=errors,
        timestamp=late,
        penalty=20,
        seconds=9,
        flags=["timeout"],
    )
    gradebook.close()
    return f"sqlite:///{course / 'gradebook.db'}", course


def test_one_row_a_student(graded):
    found = results.read(graded[0], PS, course=graded[1])
    assert found.max_points == 14
    table = found.submissions.set_index("student")
    assert list(table.index) == ["ada", "ben", "eve"]
    assert table.loc["ada", ["name", "points", "score", "late_s", "seconds"]].tolist() == [
        "Ada Lovelace",
        14,
        14,
        0,
        2.5,
    ]
    assert table.loc["ben", ["name", "points", "penalty", "score", "late_s"]].tolist() == [
        "Bé",
        7.5,
        20,
        0,
        3600,
    ]
    assert table["needs_manual"].tolist() == [False, True, False]
    assert table.loc["ben", "flags"] == ("timeout",)
    assert not table.loc["eve", "submitted"] and math.isnan(table.loc["eve", "score"])


def test_one_row_a_cell_in_the_order_of_the_notebook(graded):
    found = results.read(graded[0], PS, course=graded[1])
    cells = found.cells[found.cells["student"] == "ben"].set_index("cell")
    assert list(cells.index) == [*FULL, "parity-test-1", "explain"]
    assert found.exercises == ["velocity-form", "nesterov", "parity", "explain"]
    first = cells.loc["velocity-form-test-1"]
    assert (first["message"], first["tag"]) == ("the step: expected 1, got 2. It climbs.", "sign")
    assert cells.loc["parity-test-1", "message"] == "ZeroDivisionError: division by zero"
    # Full points: whatever the output says, nothing went wrong.
    assert cells.loc["nesterov-test-1", "message"] == ""
    assert cells["by_hand"].tolist() == [False] * 5 + [True]
    assert cells["points"].sum() == 7.5


def test_seconds_of_an_exercise_are_those_of_all_its_cells(graded):
    found = results.read(graded[0], PS, course=graded[1])
    seconds = found.seconds[found.seconds["student"] == "ada"].set_index("exercise")["seconds"]
    assert seconds.to_dict() == {"velocity-form": 1.0, "nesterov": 1.0, "parity": 0.75}


def test_points_alone_open_no_notebook(graded):
    with results.Gradebook(graded[0]) as gradebook:
        found = results.of(gradebook, PS, notebooks=False)
    assert found.seconds.empty and not found.cells["message"].any()
    assert found.submissions["points"].tolist()[:2] == [14, 7.5]


@pytest.mark.parametrize("content", [None, b"\xff\xfe{", b"[]", b'{"cells": [{}], "metadata": {}}'])
def test_a_damaged_notebook_is_a_flag(tmp_path, content):
    file = tmp_path / "a.ipynb"
    if content is not None:
        file.write_bytes(content)
    found = results.graded_notebook(file)
    assert found["flags"] == ("no autograded notebook",) and math.isnan(found["seconds"])


def test_what_does_not_exist_is_said_and_not_made(graded, tmp_path):
    with pytest.raises(InputError, match="no assignment 'ps99'; it has: ps07_momentum"):
        results.read(graded[0], "ps99")
    with pytest.raises(InputError, match="no gradebook"):
        results.read(f"sqlite:///{tmp_path / 'none.db'}", PS)
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "bad.db").write_bytes(b"this is no database at all" * 50)
    with pytest.raises(InputError, match="cannot be read"):
        results.read(f"sqlite:///{tmp_path / 'bad.db'}", PS)
