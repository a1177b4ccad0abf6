import io
import json
import os
import stat
import zipfile
from datetime import datetime

import pytest

from helpers.errors import InputError
from helpers.grading.collection import archive, ledger, origin
from helpers.grading.collection.collect import collect

PS = "ps07_momentum"


def notebook(mark="", ids=("velocity-form", "velocity-form-test-1")):
    cells = [
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": name}}, "source": mark} for name in ids
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def zipped(file, content, *, date=(2026, 3, 20, 8, 0, 0)):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for path, data in content.items():
            info = path if isinstance(path, zipfile.ZipInfo) else zipfile.ZipInfo(path, date)
            target.writestr(info, data, zipfile.ZIP_DEFLATED)
    return file


def moodle(name, number, file=f"{PS}.ipynb"):
    return f"{name}_{number}_assignsubmission_file_/{file}"


def submitted(course, student):
    return (course / "submitted" / student / PS / f"{PS}.ipynb").read_bytes()


def row(result, student):
    return next(one for one in result.rows if one.student == student)


@pytest.fixture
def course(tmp_path):
    source = tmp_path / "course" / "source" / PS
    source.mkdir(parents=True)
    (source / f"{PS}.ipynb").write_bytes(notebook())
    return tmp_path / "course"


def test_moodle_with_its_worksheet(course, tmp_path):
    download = zipped(
        tmp_path / "moodle.zip",
        {
            moodle("Nguyễn Văn A", 12345): notebook("a"),
            "Trần B_77_assignsubmission_file/my work.ipynb": notebook("b"),
            "Trần B_77_assignsubmission_onlinetext_/onlinetext.html": b"<p>hello</p>",
            "Lê C_9_assignsubmission_file_ps07_momentum.ipynb": notebook("c"),
        },
    )
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(
        "Identifier,Full name,ID number,Email address,Last modified (submission),Last modified (grade)\n"
        'Participant 12345,Nguyễn Văn A,SV01,a@x.vn,"Thursday, 12 March 2026, 10:15 PM",-\n'
        "Participant 77,Trần B,SV02,b@x.vn,-,-\n"
        "Participant 50,Đỗ D,SV04,d@x.vn,-,-\n",
        encoding="utf-8-sig",
    )
    result = collect([download], PS, course=course, roster=worksheet, timezone="Asia/Ho_Chi_Minh")
    assert submitted(course, "SV01") == notebook("a")
    assert submitted(course, "SV02") == notebook("b")
    assert submitted(course, "9") == notebook("c")
    assert (course / "submitted/SV01" / PS / "timestamp.txt").read_text() == "2026-03-12 15:15:00 UTC\n"
    assert not (course / "submitted/SV02" / PS / "timestamp.txt").exists()
    assert row(result, "SV02").remarks == ("was named my work.ipynb",)
    assert row(result, "9").remarks == ("not on the roster",)
    assert result.absent == ("SV04",)
    assert [one.path for one in result.left_out] == ["Trần B_77_assignsubmission_onlinetext_/onlinetext.html"]
    assert (course / result.left_out[0].kept).read_bytes() == b"<p>hello</p>"
    assert ledger.read(course, PS)["SV01"].submitted_at == datetime(2026, 3, 12, 15, 15)
    text = result.table()
    assert "2 submissions have no time" in text and "nothing handed in: SV04" in text


def test_canvas_takes_the_last_upload_and_tells_late(course, tmp_path):
    download = zipped(
        tmp_path / "canvas.zip",
        {
            f"nguyễnvăna_LATE_123_456_{PS}-1.ipynb": notebook("late"),
            f"bob_5_71_{PS}.ipynb": notebook("first"),
            f"bob_5_9_{PS}-1.ipynb": notebook("older upload"),
            f"anon_x1Y2z_80_{PS}.ipynb": notebook("anonymous"),
            "carol_6_text.html": b"I forgot the file",
        },
    )
    result = collect([download], PS, course=course)
    assert submitted(course, "123") == notebook("late")
    assert submitted(course, "5") == notebook("first")
    assert submitted(course, "anon_x1Y2z") == notebook("anonymous")
    assert row(result, "123").remarks == ("Canvas says: late",)
    assert row(result, "5").remarks == (f"2 notebooks, took {PS}.ipynb",)
    assert row(result, "6").state == "nothing"
    assert {one.path for one in result.left_out} == {f"bob_5_9_{PS}-1.ipynb", "carol_6_text.html"}


def test_canvas_names_from_its_gradebook(course, tmp_path):
    download = zipped(tmp_path / "canvas.zip", {f"lovelaceada_123_4_{PS}.ipynb": notebook()})
    roster = tmp_path / "canvas.csv"
    roster.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n"
        '    Points Possible,,,,\n"Lovelace, Ada",123,U1,ada,Lab 1\n"Turing, Alan",124,U2,alan,Lab 1\n'
    )
    result = collect([download], PS, course=course, roster=roster)
    assert row(result, "ada").name == "Lovelace, Ada"
    assert result.absent == ("alan",)


def test_a_folder_of_files_named_by_student(course, tmp_path):
    folder = tmp_path / "class"
    (folder / "carol").mkdir(parents=True)
    files = {
        "alice.ipynb": notebook("a"),
        f"bob_{PS}.ipynb": notebook("b"),
        f"carol/{PS} (1).ipynb": notebook("c"),
        "carol/timestamp.txt": b"2001-01-01 00:00:00 UTC",
    }
    for path, data in files.items():
        (folder / path).write_bytes(data)
        os.utime(folder / path, (1_770_000_000, 1_770_000_000))
    result = collect([folder], PS, course=course, file_times=True)
    assert {one.student for one in result.rows} == {"alice", "bob", "carol"}
    assert submitted(course, "carol") == notebook("c")
    # The time that a student wrote is kept as a file, and believed by nobody.
    assert (course / "submitted/carol" / PS / "timestamp.txt").read_text() == "2026-02-02 02:40:00 UTC\n"
    assert [one.path for one in result.left_out] == ["carol/timestamp.txt"]
    without = collect([folder], PS, course=course / "other")
    assert not (course / "other/submitted/carol" / PS / "timestamp.txt").exists()
    assert row(without, "carol").submitted_at is None


def test_the_newer_download_wins_whatever_the_order(course, tmp_path):
    path = moodle("A", 1)
    old = zipped(tmp_path / "old.zip", {path: notebook("old")}, date=(2026, 3, 1, 8, 0, 0))
    new = zipped(tmp_path / "new.zip", {path: notebook("new")}, date=(2026, 3, 2, 8, 0, 0))
    assert row(collect([new, old], PS, course=course), "1").remarks == (f"2 notebooks, took {PS}.ipynb",)
    assert submitted(course, "1") == notebook("new")
    assert row(collect([old], PS, course=course), "1").state == "older"
    assert submitted(course, "1") == notebook("new")
    other = course / "other"
    assert row(collect([old], PS, course=other), "1").state == "new"
    replaced = collect([new], PS, course=other)
    assert row(replaced, "1").state == "replaced"
    assert row(collect([new], PS, course=other), "1").state == "unchanged"
    assert submitted(other, "1") == notebook("new")
    kept = list((other / "collected" / PS / "left_out" / "1").iterdir())
    assert [file.read_bytes() for file in kept] == [notebook("old")]


def test_the_notebook_that_belongs_to_the_assignment_is_taken(course, tmp_path):
    download = zipped(
        tmp_path / "m.zip",
        {
            moodle("A", 1, "homework.ipynb"): notebook("right"),
            moodle("A", 1, f"{PS}.ipynb"): notebook("wrong", ids=("something-else",)),
            moodle("B", 2, "scratch.ipynb"): notebook("", ids=("something-else",)),
            moodle("C", 3, f"{PS}.ipynb"): b"{ not json",
            moodle("D", 4, "report.pdf"): b"%PDF",
            moodle("E", 5, "deep.ipynb"): b"[" * 100_000,
        },
    )
    result = collect([download], PS, course=course)
    assert submitted(course, "1") == notebook("right")
    assert row(result, "2").state == "nothing" and "something else" in row(result, "2").remarks[0]
    assert row(result, "3").remarks == ("cannot be read as a notebook",)
    assert row(result, "4").state == "nothing"
    assert "cannot be read as a notebook" in row(result, "5").remarks
    assert len(result.left_out) == 3


def test_nothing_escapes_and_everything_is_listed(course, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FILE_BYTES", 100_000)
    monkeypatch.setattr(archive, "INNER_BYTES", 150_000)
    link = zipfile.ZipInfo(moodle("L", 4, "gradebook.ipynb"))
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    inner = io.BytesIO()
    zipped(inner, {f"{PS}.ipynb": notebook("zipped"), "../../evil.ipynb": b"x", "._a.ipynb": b"x"})
    bomb = io.BytesIO()
    zipped(bomb, {f"{i}.ipynb": b"0" * 90_000 for i in range(5)})
    download = zipped(
        tmp_path / "m.zip",
        {
            "../../outside.ipynb": notebook(),
            "/etc/absolute.ipynb": notebook(),
            moodle("Huge", 2): b"0" * 100_001,
            moodle("Good", 3): notebook("good"),
            link: b"../../../gradebook.db",
            moodle("Zip", 5, "work.zip"): inner.getvalue(),
            moodle("Bomb", 6, "bomb.zip"): bomb.getvalue(),
            "notes.txt": b"from the teacher",
        },
    )
    result = collect([download], PS, course=course)
    assert submitted(course, "3") == notebook("good")
    assert submitted(course, "5") == notebook("zipped")
    states = {one.student: one.state for one in result.rows}
    assert states == {"2": "nothing", "3": "new", "4": "nothing", "5": "new", "6": "new"}
    reasons = {one.path.rpartition("/")[2]: one.reason for one in result.left_out}
    assert reasons["outside.ipynb"] == reasons["evil.ipynb"] == "its path leads out of the archive"
    assert reasons["absolute.ipynb"] == "its path leads out of the archive"
    assert reasons["gradebook.ipynb"] == "a link, not followed"
    assert "larger than" in reasons[f"{PS}.ipynb"]
    assert "left by the computer" in reasons["._a.ipynb"]
    assert "unpacks to more than" in reasons["4.ipynb"]
    assert {one.student for one in result.left_out if one.path == "notes.txt"} == {""}
    written = {file.relative_to(tmp_path).parts[:2] for file in tmp_path.rglob("*") if file.is_file()}
    assert written <= {("m.zip",), ("course", "source"), ("course", "submitted"), ("course", "collected")}


def test_never_more_than_the_limit_is_unpacked_whatever_the_archive_says(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FILE_BYTES", 1000)
    asked = []
    read = zipfile.ZipExtFile.read
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda self, n=-1: asked.append(n) or read(self, n))
    file = zipped(tmp_path / "lie.zip", {"a.ipynb": b"0" * 5000})
    (member,) = archive.members(file)
    assert member.data == b"" and "larger than" in member.fault
    size = (5000).to_bytes(4, "little")
    assert file.read_bytes().count(size) == 2
    file.write_bytes(file.read_bytes().replace(size, (10).to_bytes(4, "little")))
    (member,) = archive.members(file)
    assert member.data == b"" and "cannot be unpacked" in member.fault
    assert asked == [1001, 1001]


def test_links_in_a_folder_are_not_followed(course, tmp_path):
    (tmp_path / "secret.ipynb").write_bytes(notebook("secret"))
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "eve.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (folder / "all").symlink_to(tmp_path)
    result = collect([folder], PS, course=course)
    assert row(result, "eve").state == "nothing"
    assert not (course / "submitted").exists()
    assert {one.reason for one in result.left_out} == {"a link, not followed"}


@pytest.mark.parametrize(
    ("path", "lms_id", "file"),
    [
        (moodle("A", 1, "x_9_assignsubmission_file_/a.ipynb"), "1", "x_9_assignsubmission_file_/a.ipynb"),
        (
            "A_1_assignsubmission_file_x_9_assignsubmission_file_a.ipynb",
            "1",
            "x_9_assignsubmission_file_a.ipynb",
        ),
        ("download/A B_12_assignsubmission_file_/a.ipynb", "12", "a.ipynb"),
    ],
)
def test_a_file_name_cannot_feign_another_student(path, lms_id, file):
    found = origin.of("moodle", path, PS)
    assert (found.lms_id, found.file) == (lms_id, file)


def test_a_student_id_cannot_leave_its_folder(course, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("..", "*", "a b?"):
        (folder / f"{name}.ipynb").write_bytes(notebook())
    result = collect([folder], PS, course=course)
    assert result.rows == () and len(result.left_out) == 3
    assert not (course / "submitted").exists()


def test_control_characters_do_not_reach_the_terminal(course, tmp_path):
    download = zipped(tmp_path / "m.zip", {moodle("A\x1b[2J\nB", 1, "x.ipynb"): notebook()})
    text = collect([download], PS, course=course).table()
    assert "\x1b" not in text and "A?[2J?B" in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sources": ["missing.zip"]}, "no folder and no zip archive"),
        ({"kind": "blackboard"}, "choose from canvas, folder, moodle"),
        ({"timezone": "Saigon"}, "unknown time zone"),
        ({"assignment": "../ps"}, "no name of an assignment"),
        ({"roster": "name,mail\na,b\n"}, "is no roster"),
        ({"roster": "student\na\na\n"}, "twice"),
        ({"roster": "student,submitted_at\na,yesterday\n"}, "time that cannot be read"),
    ],
)
def test_bad_input_gets_one_line(course, tmp_path, change, message):
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "a.ipynb").write_bytes(notebook())
    options = {"sources": [folder], "assignment": PS, "course": course} | change
    options["sources"] = [tmp_path / source for source in options["sources"]]
    if "roster" in change:
        (tmp_path / "roster.csv").write_text(change["roster"])
        options["roster"] = tmp_path / "roster.csv"
    with pytest.raises(InputError, match=message):
        collect(options.pop("sources"), options.pop("assignment"), **options)
    assert not (course / "submitted").exists()
