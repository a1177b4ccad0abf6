import contextlib
import csv
import re
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from synthetic_class import PS, hand_in, make_source
from traitlets.config import Config

from helpers.grading.collection.lms import CanvasExport, MoodleExport, defuse

POINTS = {"velocity-form-test-1": 1, "velocity-form-test-2": 0.5, "nesterov-test-1": 2, "nesterov-test-2": 2}


@pytest.fixture(scope="module")
def gradebook_url(tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    gradebook = make_source(course)
    gradebook.add_student("sv1", first_name="An, Bình", last_name='Nguyễn "Bé"', email="sv1@x.vn")
    gradebook.add_student("sv2", first_name="=HYPERLINK(1)", last_name="", email="+sv2@x.vn")
    gradebook.add_student("sv3", first_name="Ghi\nÂm")
    hand_in(gradebook, course, "sv1", POINTS | {"parity-test-1": 3}, by_hand=3.5, penalty=1.2)
    hand_in(gradebook, course, "sv2", dict.fromkeys(POINTS, 0) | {"parity-test-1": 0})
    gradebook.close()
    return f"sqlite:///{course / 'gradebook.db'}"


def exported(kind, url, tmp_path, **traits):
    file = tmp_path / "out.csv"
    plugin = kind(config=Config({"ExportPlugin": {"to": str(file)}, kind.__name__: traits}))
    # As nbgrader does: in the course folder, whose source tells the order of the exercises.
    with Gradebook(url) as gradebook, contextlib.chdir(Path(url.removeprefix("sqlite:///")).parent):
        plugin.export(gradebook)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-inf", "'-inf"),
        ("-5", "-5"),
        ("-", "-"),
        (-0.5, "-0.5"),
        (12.0, "12"),
        (7.256, "7.26"),
        (100.0, "100"),
        (0.0, "0"),
        (None, ""),
        (float("nan"), ""),
        ("Nguyễn", "Nguyễn"),
        ("a=b", "a=b"),
    ],
)
def test_formulas_are_defused_and_numbers_stay(value, text):
    assert defuse(value) == text


def test_canvas(gradebook_url, tmp_path, caplog):
    roster = tmp_path / "canvas.csv"
    roster.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Old (1)\n    Points Possible,,,,,5\n"
        '"Nguyễn Bé, An",901,U1,sv1,Lab 1,3\nTrần,902,U2,sv2,Lab 2,\nPhạm,909,U9,sv9,Lab 2,\n',
        encoding="utf-8",
    )
    rows = exported(CanvasExport, gradebook_url, tmp_path, roster=str(roster), columns={PS: "PS 7 (4321)"})
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "PS 7 (4321)"],
        ["    Points Possible", "", "", "", "", "14"],
        ["Nguyễn Bé, An", "901", "U1", "sv1", "Lab 1", "10.8"],
        ["Trần", "902", "U2", "sv2", "Lab 2", "0"],
        ["Phạm", "909", "U9", "sv9", "Lab 2", ""],
        ["Ghi\nÂm", "", "", "sv3", "", ""],
    ]
    assert "1 submissions still wait for grading by hand" in caplog.text
    assert "sv3 is not on the roster" in caplog.text


def test_moodle_without_a_roster(gradebook_url, tmp_path):
    rows = exported(MoodleExport, gradebook_url, tmp_path, missing_as_zero=True)
    assert rows[0] == ["Identifier", "Username", "Full name", "Email address", PS, f"{PS} (feedback)"]
    assert rows[1][:5] == ["", "sv1", 'An, Bình Nguyễn "Bé"', "sv1@x.vn", "10.8"]
    assert (
        rows[1][5]
        == "velocity-form: 1.5 of 3; nesterov: 4 of 4; parity: 3 of 3; explain: 3.5 of 4; late: -1.2"
    )
    assert rows[2][:5] == ["", "sv2", "'=HYPERLINK(1)", "'+sv2@x.vn", "0"]
    assert rows[2][5].endswith("explain: 0 of 4 (not graded yet)")
    assert rows[3][4:] == ["0", ""]


def test_moodle_fills_its_worksheet_in(gradebook_url, tmp_path):
    roster = tmp_path / "worksheet.csv"
    head = [
        "Identifier",
        "Full name",
        "Username",
        "Grade",
        "Maximum Grade",
        "Last modified (grade)",
        "Feedback comments",
    ]
    lines = [
        ["Participant 11", "Nguyễn Bé", "sv1", "1.00", "14.00", "-", "old"],
        ["Participant 12", "Trần", "sv2", "5.00", "14.00", "-", ""],
        ["Participant 13", "Phạm", "sv9", "2.00", "14.00", "-", "kept"],
    ]
    with roster.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([head, *lines])
    rows = exported(MoodleExport, gradebook_url, tmp_path, roster=str(roster))
    assert rows[0] == head
    assert rows[1][:6] == ["Participant 11", "Nguyễn Bé", "sv1", "10.8", "14.00", "-"]
    assert rows[1][6].startswith("velocity-form: 1.5 of 3")
    assert rows[2][3] == "0"  # the points of today, not the 5 of yesterday
    assert rows[3] == lines[2]
    assert len(rows) == 4


def test_only_the_students_and_assignments_asked_for(gradebook_url, tmp_path):
    file = tmp_path / "some.csv"
    config = Config({"ExportPlugin": {"to": str(file), "student": ["sv2"], "assignment": [PS]}})
    with Gradebook(gradebook_url) as gradebook:
        MoodleExport(config=config).export(gradebook)
    assert re.findall(r"sv\d,", file.read_text(encoding="utf-8")) == ["sv2,"]
