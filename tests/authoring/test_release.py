"""What students get: nothing that decides their points, the same code in both languages."""

import os
import subprocess
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import compute_checksum, determine_grade, is_locked

from helpers.authoring.notebook import language_of, read, write
from helpers.authoring.release import release
from helpers.errors import InputError

NOTEBOOK = "ps07_dot/ps07_dot.ipynb"


@pytest.fixture(scope="module")
def editions(built):
    """(English, Vietnamese) release."""
    return tuple(read(built / "release" / language / NOTEBOOK) for language in ("en", "vi"))


def test_no_solution_hidden_test_or_mark_scheme_is_released(built, editions):
    for nb in editions:
        text = nbformat.v4.writes(nb)
        for secret in ("SOLUTION", "HIDDEN", "MARK SCHEME", "return 2 * x", "double(3)", "Two points"):
            assert secret not in text
    assert sorted(path.name for path in (built / "release").rglob("*.*")) == ["ps07_dot.ipynb"] * 2


def test_both_editions_have_the_same_cells_ids_metadata_and_code(editions):
    english, vietnamese = editions
    assert (language_of(english), language_of(vietnamese)) == ("en", "vi")
    for one, other in zip(english.cells, vietnamese.cells, strict=True):
        assert (one.id, one.cell_type) == (other.id, other.cell_type)
        if one.cell_type == "code":
            assert one == other
            continue
        # A checksum signs what students see, so that Validate finds their edits.
        mine, theirs = dict(one.metadata), dict(other.metadata)
        for metadata in (mine, theirs):
            metadata["nbgrader"] = {k: v for k, v in metadata.get("nbgrader", {}).items() if k != "checksum"}
        assert mine == theirs
    assert "Why is it so? (vi)" in [cell.source for cell in vietnamese.cells]


def test_checksums_are_valid_and_untouched_answers_are_known_as_such(editions):
    for nb in editions:
        marked = [cell for cell in nb.cells if "nbgrader" in cell.metadata]
        assert [is_locked(cell) for cell in marked].count(True) == 3
        assert all(cell.metadata.nbgrader.checksum == compute_checksum(cell) for cell in marked)
        answer = next(cell for cell in nb.cells if cell.id == "why")
        assert determine_grade(answer) == (0, 2)


def test_nbgrader_itself_releases_the_same_bytes(course):
    """Its own command, from the root; its gradebook knows English questions and hidden tests."""
    expected = (course / "release" / "vi" / NOTEBOOK).read_bytes()
    (course / "release" / "vi" / NOTEBOOK).unlink()
    environment = {**os.environ, "FISHCOURSE_LANGUAGE": "vi"}
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "ps07_dot", "--force"],
        cwd=course,
        env=environment,
        check=True,
        capture_output=True,
    )
    assert (course / "release" / "vi" / NOTEBOOK).read_bytes() == expected
    with Gradebook(f"sqlite:///{(course / 'gradebook.db').as_posix()}") as gradebook:
        saved = {
            cell.name: cell.source for cell in gradebook.find_notebook("ps07_dot", "ps07_dot").source_cells
        }
        assert gradebook.find_assignment("ps07_dot").max_score == 12
    assert saved["why-text"] == "Why is it so?"
    assert "double(3)" in saved["double-test-1"]


def test_an_assignment_that_nbgrader_refuses_is_named(course, edit):
    path = course / "source" / NOTEBOOK
    edit(path, "double", lambda cell: cell.update(source=cell.source.replace("### END SOLUTION", "")))
    with pytest.raises(InputError, match="ps07_dot cannot be released: RuntimeError: no end solution"):
        release(course, "ps07_dot", "en")
    with pytest.raises(InputError, match="ps08 cannot be released: No notebooks were matched"):
        release(course, "ps08", "en")


def test_a_missing_translation_falls_back_to_english(course):
    (course / "course" / "locale" / "vi" / "ps07_dot.po").unlink()
    (content,) = release(course, "ps07_dot", "vi").values()
    nb = nbformat.reads(content.decode("utf-8"), as_version=4)
    assert nb.cells[0].source == read(course / "source" / NOTEBOOK).cells[0].source
    assert language_of(nb) == "vi"
    write(nb, course / "again.ipynb")
    assert (course / "again.ipynb").read_bytes() == content
