"""Where the course's notebooks lie, and how they are read, written and marked."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.authoring.compare import first_difference
from helpers.authoring.notebook import Project, Run, dumps, language_of, read, set_metadata, write
from helpers.errors import InputError


def notebook(*names):
    cells = [new_code_cell("print(1)", id=name) for name in names]
    for cell in cells:
        cell.outputs = [new_output("stream", name="stdout", text="1\n")]
    return new_notebook(cells=cells)


def test_a_project_is_found_from_below(built):
    project = Project.find(built / "course" / "vi")
    assert project.root == built
    assert [project.name(path) for path in project.sources] == [
        "course/07_dot.ipynb",
        "source/ps07_dot/ps07_dot.ipynb",
    ]


def test_outside_of_a_course_there_is_none(tmp_path):
    with pytest.raises(InputError, match="lies in no course"):
        Project.find(tmp_path)


def test_a_notebook_is_written_where_its_content_differs(tmp_path):
    nb, path = notebook("one"), tmp_path / "new" / "a.ipynb"
    nb.cells[0].source = "print('é')"
    assert write(nb, path)
    assert not write(read(path), path)
    assert path.read_bytes() == dumps(nb).encode("utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["a.ipynb"]


@pytest.mark.parametrize(
    "text, named",
    [
        ("no JSON", "does not appear to be JSON"),
        ("[]", "cannot be read as a notebook"),
        ('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}', "it is of format 4.4, not 4.5"),
        (
            '{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
            "cannot be read as a notebook",
        ),
    ],
)
def test_what_is_no_notebook_is_named(tmp_path, text, named):
    path = tmp_path / "a.ipynb"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=rf"a\.ipynb cannot be read as a notebook: .*{named}|{named}"):
        read(path)


def test_metadata_states_the_language():
    nb = notebook("one")
    assert language_of(nb) == "en"
    set_metadata(nb, "vi", outputs="x")
    assert language_of(nb) == "vi" and nb.metadata.fishcourse.outputs == "x"


def marked(nb, texts=()):
    run = Run.of(nb, texts)
    set_metadata(nb, "en", outputs=run.outputs, cells=run.cells, texts=run.texts)
    return nb


def test_a_mark_tells_which_cell_changed_and_how():
    nb = marked(notebook("one", "two"), ["a"])
    stated = Run.stated(nb)
    assert Run.of(nb, ["a"]).difference(stated) is None
    assert Run.of(nb, ["b"]).difference(stated) == (
        "",
        "texts that its run shows were translated anew since it was run",
    )
    nb.cells[1].outputs[0].text = "2\n"
    assert Run.of(nb, ["a"]).difference(stated) == ("two", "its stored output is not what the run gave")
    nb.cells[0].source = "print(2)"
    assert Run.of(nb, ["a"]).difference(stated) == ("one", "its code changed since it was run")
    swapped = notebook("two", "one")
    assert Run.of(swapped, ["a"]).difference(stated) == (
        "",
        "its code cells were moved or removed since it was run",
    )
    assert Run.of(swapped).difference(Run.stated(swapped)) == ("", "it was never run")


def test_alternative_texts_follow_captions_without_a_run():
    nb = marked(notebook("one"))
    nb.cells[0].outputs[0] = new_output("display_data", {"image/png": "AA=="})
    stated = Run.of(nb)
    nb.cells[0].outputs[0].metadata["image/png"] = {"alt": "A dot."}
    assert Run.of(nb) == stated


@pytest.mark.parametrize(
    "there, difference",
    [
        (["one", "two"], None),
        (["one", "other"], ("other", "the source has no such cell")),
        (["one"], ("two", "the cell is missing")),
        (["two", "one"], ("two", "the source has this cell in another place, or one is missing before it")),
    ],
)
def test_the_first_difference_of_two_notebooks_is_named(there, difference):
    assert first_difference(notebook("one", "two"), notebook(*there)) == difference
