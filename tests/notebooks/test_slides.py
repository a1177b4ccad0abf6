"""Everything that the slides teach is taught: course/slides.csv says where, and is no longer than the truth.

slide (A to E), place (its heading or section), topic, unit (the lecture's number), cells (ids, by blanks).
"""

import csv
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
SLIDES = ROOT.parent / "shared" / "slides"
LECTURES = {path.stem[:2]: path for path in sorted((ROOT / "course").glob("*.ipynb"))}
ALL_LECTURES = 17
whole = pytest.mark.skipif(len(LECTURES) < ALL_LECTURES, reason="some lectures are still to be written")
# What is no topic: the title page and the list of sources.
UNTAUGHT = {"Ứng dụng Trí tuệ nhân tạo trong Nuôi trồng thủy sản", "Tài liệu tham khảo", "Nội dung"}


def rows():
    with (ROOT / "course" / "slides.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(slide):
    return {row["place"] for row in rows() if row["slide"] == slide}


def text(slide):
    if not SLIDES.is_dir():
        pytest.skip("the slides are not here")
    (path,) = SLIDES.glob(f"{slide}_*.txt")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", LECTURES)
def test_each_lecture_teaches_some_of_the_slides_in_cells_that_it_has(unit):
    mine = [row for row in rows() if row["unit"] == unit]
    assert mine
    known = {cell.id for cell in nbformat.read(LECTURES[unit], as_version=4).cells}
    named = {cell for row in mine for cell in row["cells"].split()}
    assert named - known == set()
    assert all(row["cells"] for row in mine)


def test_rows_name_slides_and_lectures_that_exist_and_none_twice():
    found = rows()
    assert {row["slide"] for row in found} == set("ABCDE")
    assert {row["unit"] for row in found} <= set(LECTURES)
    keys = [(row["slide"], row["place"], row["topic"]) for row in found]
    assert len(set(keys)) == len(keys)
    assert all(all(key) for key in keys)


# Slide B's text has lost the signs of its headings; A's have them.
@whole
@pytest.mark.parametrize(
    ("slide", "heading"),
    [
        ("A", r"^# (.+?)(?: [IVX]+)?\s*$"),
        ("B", r"^(?!Hình)([A-Z][^:\n]*(?:Functions|BatchNorm|PyTorch|Dropout))\s*$"),
    ],
)
def test_every_heading_of_the_lecturers_slides_is_covered(slide, heading):
    wanted = set(re.findall(heading, text(slide), flags=re.MULTILINE)) - UNTAUGHT
    assert len(wanted) > 3
    assert wanted - places(slide) == set()


@whole
@pytest.mark.parametrize("slide", ["D", "E"])
def test_every_numbered_section_is_covered(slide):
    numbers = set(re.findall(r"^(\d\.\d)(?:\.\d)?\. ", text(slide), flags=re.MULTILINE))
    covered = {place[:3] for place in places(slide)}
    assert len(numbers) > 5
    assert numbers - covered == set()


@whole
def test_every_part_of_slide_c_is_covered():
    contents = text("C").partition("Nội dung")[2]
    parts = re.findall(r"^- (\d\. .+?)\s*$", contents, flags=re.MULTILINE)[:7]
    assert [part[0] for part in parts] == list("1234567")
    covered = places("C")
    assert not [part for part in parts if not any(part.startswith(place) for place in covered)]
