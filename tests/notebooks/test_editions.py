"""What is committed: the same code in both editions, no release gives anything away, and equal points."""

import re
from pathlib import Path

import nbformat
import pytest

from helpers.grading import answers, execution, restore, scores
from helpers.grading.kernel import sandbox

ROOT = Path(__file__).parents[2]
LECTURES = sorted((ROOT / "course").glob("*.ipynb"))
SOURCES = sorted((ROOT / "source").glob("*/*.ipynb"))
MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS", "MARK SCHEME")


def name(path):
    return path.stem


def read(path):
    return nbformat.read(path, as_version=4)


def released(source, language):
    return read(ROOT / "release" / language / source.stem / source.name)


def code(nb):
    return [(cell.id, cell.cell_type, cell.source) for cell in nb.cells if cell.cell_type == "code"]


def marks(nb):
    """nbgrader's metadata; the checksum of translated text alone differs, since Validate compares it."""
    found = [dict(cell.metadata.get("nbgrader", {})) for cell in nb.cells]
    return [{key: value for key, value in mark.items() if key != "checksum"} for mark in found]


@pytest.mark.parametrize("path", LECTURES, ids=name)
def test_lectures_have_the_same_cells_and_code_in_both_languages(path):
    english, vietnamese = read(path), read(path.parent / "vi" / path.name)
    assert [cell.id for cell in english.cells] == [cell.id for cell in vietnamese.cells]
    assert code(english) == code(vietnamese)
    prose = [cell.source for cell in english.cells if cell.cell_type == "markdown"]
    translated = [cell.source for cell in vietnamese.cells if cell.cell_type == "markdown"]
    assert sum(a != b for a, b in zip(prose, translated, strict=True)) > len(prose) / 2


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_releases_have_the_same_cells_marks_and_code_in_both_languages(source):
    english, vietnamese = released(source, "en"), released(source, "vi")
    assert [cell.id for cell in english.cells] == [cell.id for cell in vietnamese.cells]
    assert code(english) == code(vietnamese)
    assert marks(english) == marks(vietnamese)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_nothing_is_given_away(source, language):
    """No marker, and no line of a solution, hidden test or marking guide that is not open as well."""
    text = "\n".join(cell.source for cell in released(source, language).cells)
    assert not [marker for marker in MARKERS if marker in text]
    whole = "\n".join(cell.source for cell in read(source).cells)
    parts = re.findall(r"BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)(.*?)END \1", whole, flags=re.DOTALL)
    secret = {line.strip() for _, part in parts for line in part.splitlines() if len(line.strip()) > 20}
    for _, part in parts:
        whole = whole.replace(part, "")
    assert len(secret) > 20
    assert not [line for line in secret if line in text and line not in whole]


def graded(source, submission):
    prepared = restore.prepare(submission, read(source))
    boxed = "none" if sandbox.obstacle() else "auto"
    return execution.run(prepared, language=submission.metadata.fishcourse.language, sandbox=boxed)


def with_answers(nb, solutions):
    for cell in nb.cells:
        cell.source = solutions.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    return nb


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_the_vietnamese_release_gets_the_points_of_the_english_one(source):
    solved = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in read(source).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    exercises = answers.exercises_of(read(source))
    half = {exercise: solved[exercise] for exercise in exercises[::2]}
    for solutions, share in ((solved, 1.0), (half, None), ({}, 0.0)):
        points = [
            scores.scores(graded(source, with_answers(released(source, language), solutions)).notebook)
            for language in ("en", "vi")
        ]
        assert points[0] == points[1]
        reached, most = (sum(column) for column in zip(*points[0].values(), strict=True))
        assert 0 < reached < most if share is None else reached == share * most


@pytest.mark.slow
def test_messages_are_in_the_language_of_the_edition():
    source = ROOT / "source" / "ps07_momentum" / "ps07_momentum.ipynb"
    file = ROOT / "tests" / "answers" / "ps07_momentum" / "velocity-form" / "wrong_sign.py"
    answer = {"velocity-form": file.read_text(encoding="utf-8")}
    said = {}
    for language in ("en", "vi"):
        done = graded(source, with_answers(released(source, language), answer)).notebook
        (said[language],) = [
            output.evalue
            for cell in done.cells
            if cell.id == "velocity-form-test-1"
            for output in cell.outputs
            if output.output_type == "error"
        ]
    assert "The velocity points uphill" in said["en"]
    assert "vận tốc" in said["vi"].lower()
    assert said["en"].endswith("[sign]") and said["vi"].endswith("[sign]")
