"""Outputs: what a run may leave on a page, and what alternative text a figure gets."""

import base64

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.authoring.execute import complaints, execute, figures, set_captions
from helpers.errors import InputError

WIDGET = "application/vnd.jupyter.widget-view+json"


def shown(**data):
    return new_output("display_data", {kind.replace("_", "/"): value for kind, value in data.items()})


@pytest.mark.parametrize(
    "output, named",
    [
        (new_output("stream", name="stdout", text="fine 0x1F\n"), None),
        (new_output("stream", name="stderr", text="a warning\n"), "it writes to stderr: a warning"),
        (new_output("error", ename="KeyError", evalue="'a'"), "it fails: KeyError: 'a'"),
        (shown(text_plain="<object at 0x7f3a2c>"), "it shows a memory address: 0x7f3a2c"),
        (shown(text_html="in /home/anna/x"), "it shows a path of one machine: /home/anna"),
        (new_output("display_data", {WIDGET: {}, "text/plain": "Slider()"}), "it shows a widget without"),
        (new_output("display_data", {WIDGET: {}, "text/html": "<p>"}), None),
        (shown(image_png=base64.b64encode(bytes(100_000)).decode()), None),
        (
            shown(image_png=base64.b64encode(bytes(101_000)).decode()),
            "it shows a figure of 101 KB, more than 100",
        ),
    ],
)
def test_what_does_not_belong_on_a_page_is_named(output, named):
    found = complaints(new_code_cell("x", id="x", outputs=[output]))
    assert [text[: len(str(named))] for text in found] == ([named] if named else [])


@pytest.mark.parametrize(
    "below, alt",
    [
        ("*Figure 3. A dot\nof $1$ px.*\n\nText.", "A dot of $1$ px."),
        ("*Hình 3. Một chấm.*", "Một chấm."),
        ("*Figure 3. One* and more.", None),
        ("Figure 3.", None),
        (None, None),
    ],
)
def test_the_caption_below_a_figure_is_its_alternative_text(below, alt):
    figure = new_code_cell("x", id="x", outputs=[shown(image_png="AA=="), shown(text_plain="1")])
    figure.outputs[0].metadata["image/png"] = {"alt": "an old one", "width": 1}
    nb = new_notebook(cells=[figure] + ([new_markdown_cell(below, id="y")] if below else []))
    set_captions(nb)
    assert figures(nb) == [(figure, alt)]
    assert figure.outputs[0].metadata["image/png"] == {"width": 1} | ({"alt": alt} if alt else {})


def test_a_run_is_cleaned(built):
    from helpers.authoring.notebook import read

    nb = read(built / "course" / "07_dot.ipynb")
    cells = {cell.id: cell for cell in nb.cells}
    assert [cells[name].execution_count for name in ("teaching", "dot", "count")] == [1, 2, 3]
    assert [output.output_type for output in cells["count"].outputs] == ["stream", "execute_result"]
    assert cells["count"].outputs[1].execution_count == 3
    assert cells["dot"].outputs[0].metadata["image/png"]["alt"] == "One dot."
    assert all(cell.metadata == {} for cell in nb.cells)
    assert set(nb.metadata) == {"fishcourse", "kernelspec", "language_info"}


def test_a_failing_cell_is_named(tmp_path):
    nb = new_notebook(cells=[new_code_cell("1", id="one"), new_code_cell("import os\n1 / 0", id="two")])
    with pytest.raises(InputError, match=r"^a\.ipynb \[two\] fails: ZeroDivisionError: division by zero$"):
        execute(nb, tmp_path, "en", name="a.ipynb")
    assert nb.cells[0].execution_count is None
