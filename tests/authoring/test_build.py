"""`build` makes what is stale and nothing else; `build --check` names what was changed by hand."""

import pytest

from helpers.authoring.build import build
from helpers.authoring.catalogue import load
from helpers.authoring.notebook import Project, read, write_text
from helpers.errors import InputError

LECTURE = "course/07_dot.ipynb"
EDITION = "course/vi/07_dot.ipynb"
RELEASE = "release/vi/ps07_dot/ps07_dot.ipynb"


def found(course, **options):
    return [(f.file, f.cell_id, f.what) for f in build(course, check=True, **options).findings]


def append(text):
    return lambda cell: cell.update(source=cell.source + text)


def show(text):
    return lambda cell: cell.outputs[0].update(text=text)


def test_a_built_course_is_up_to_date(built):
    before = {path: path.read_bytes() for path in built.rglob("*.ipynb")}
    assert found(built) == []
    done = build(built)
    assert done.table() == "everything is up to date"
    assert done.to_dict() == {"executed": [], "written": [], "removed": [], "findings": []}
    assert {path: path.read_bytes() for path in built.rglob("*.ipynb")} == before


def test_both_editions_of_a_lecture_have_the_same_cells_and_code(built):
    english, vietnamese = read(built / LECTURE), read(built / EDITION)
    for one, other in zip(english.cells, vietnamese.cells, strict=True):
        assert (one.id, one.cell_type, one.metadata) == (other.id, other.cell_type, other.metadata)
        assert one.cell_type != "code" or one.source == other.source
    assert vietnamese.cells[0].source.startswith("# The dot (vi)")
    alt = next(cell for cell in vietnamese.cells if cell.id == "dot").outputs[0].metadata["image/png"]["alt"]
    assert alt == "Một chấm."


@pytest.mark.parametrize(
    "file, cell, change, named",
    [
        (LECTURE, "count", append("\n2"), "its code changed since it was run"),
        (LECTURE, "count", show("2\n"), "its stored output is not what the run gave"),
        (EDITION, "count", show("2\n"), "its stored output is not what the run gave"),
        (EDITION, "title", append(" More."), "its text is not what its source gives"),
        (EDITION, "count", append("\n2"), "its text is not what its source gives"),
        (RELEASE, "intro", append(" More."), "its text is not what its source gives"),
        (RELEASE, "double-test-1", append("\nx"), "its text is not what its source gives"),
        (RELEASE, "double", lambda cell: cell.metadata.clear(), "its metadata is not what its source gives"),
    ],
)
def test_a_change_by_hand_is_named(course, edit, file, cell, change, named):
    edit(course / file, cell, change)
    assert (file, cell, named) in found(course, only=["ps07_dot" if file == RELEASE else "07_dot"])


def test_a_generated_file_is_made_anew_without_a_run(course, edit):
    before = (course / EDITION).read_bytes()
    edit(course / EDITION, "title", append(" More."))
    (course / RELEASE).unlink()
    done = build(course)
    assert (done.executed, done.written) == ([], [EDITION, RELEASE])
    assert (course / EDITION).read_bytes() == before


def test_another_translation_is_named(course):
    path = Project(course).catalogue("07_dot", "vi")
    file = load(path)
    next(entry for entry in file if entry.msgid == "see it.").msgstr = "xem"
    next(entry for entry in file if entry.msgid == "Too many.").msgstr = "Nhiều"
    write_text(str(file), path)
    assert found(course) == [
        (EDITION, "", "texts that its run shows were translated anew since it was run"),
    ]


def test_edited_code_is_run_and_the_edition_with_it(course, edit):
    edit(course / LECTURE, "count", lambda cell: cell.update(source="print(3)"))
    done = build(course, only=["07_dot"])
    assert done.executed == done.written == [LECTURE, EDITION]
    assert read(course / EDITION).cells[5].outputs[0].text == "3\n"
    assert found(course) == []


def test_what_has_lost_its_source_is_named_and_removed(course):
    write_text((course / EDITION).read_text("utf-8"), course / "course" / "vi" / "06_gone.ipynb")
    write_text("x", course / "release" / "en" / "ps06_gone" / "ps06_gone.ipynb")
    write_text("x", course / "release" / "en" / "ps07_dot" / "solution.py")
    write_text("x", course / "release" / "en" / "ps07_dot" / ".ipynb_checkpoints" / "ps07_dot.ipynb")
    gone = ["release/en/ps07_dot/solution.py", "course/vi/06_gone.ipynb", "release/en/ps06_gone"]
    assert [file for file, _, _ in found(course)] == gone
    assert build(course).removed == gone
    assert found(course) == []


def test_a_lecture_saved_with_other_metadata_is_named(course, edit):
    nb = (
        (course / LECTURE)
        .read_text("utf-8")
        .replace('"name": "python"\n', '"name": "python",\n   "version": "3.9"\n')
    )
    write_text(nb, course / LECTURE)
    assert found(course) == [(LECTURE, "", "the notebook's metadata is not what its source gives")]
    assert build(course).written == [LECTURE]


def test_unknown_names_are_refused(course):
    with pytest.raises(
        InputError, match="'08_dot' is no notebook of the course: choose from 07_dot, ps07_dot"
    ):
        build(course, only=["08_dot"])
