"""A notebook in another language differs in its Markdown alone, and never where an answer stands."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.authoring.notebook import language_of
from helpers.authoring.shown import shown
from helpers.authoring.translation import translate_notebook


def test_only_markdown_that_is_no_answer_changes():
    answer = new_markdown_cell("your answer", id="why", metadata={"nbgrader": {"solution": True}})
    code = new_code_cell("print('words')", id="code")
    english = new_notebook(cells=[new_markdown_cell("# one\n\n- two `x`", id="text"), code, answer])
    translated = translate_notebook(english, str.upper, "vi")
    assert [cell.source for cell in translated.cells] == ["# ONE\n\n- TWO `X`", code.source, answer.source]
    assert [cell.id for cell in translated.cells] == ["text", "code", "why"]
    assert (language_of(english), language_of(translated)) == ("en", "vi")
    assert english.cells[0].source == "# one\n\n- two `x`"


class Words(dict):
    """Stands for a catalogue: its entries as `file`, its translations by a call."""

    class Entry:
        def __init__(self, msgid):
            self.msgid = msgid

    @property
    def file(self):
        return [self.Entry(text) for text in self]

    def __call__(self, text):
        return self.get(text, text)


def test_a_run_hangs_on_the_translations_that_it_shows():
    code = "from helpers.teaching import claim\nclaim('It fell.', True)"
    cell = new_code_cell(code, id="claim")
    cell.outputs = [
        {"output_type": "stream", "name": "stdout", "text": "You said 3; it was\n4."},
        {"output_type": "display_data", "data": {"text/html": "<b>Right &amp; good</b>"}, "metadata": {}},
    ]
    library = Words(
        {"You said {a}; it was {b}.": "Bạn nói {a}; là {b}.", "Right & good": "Đúng", "Never shown": "Không"}
    )
    nb = new_notebook(cells=[cell])
    assert shown(nb, Words({"It fell.": "Nó giảm."}), library) == ["Nó giảm.", "Bạn nói {a}; là {b}.", "Đúng"]
    assert shown(nb, Words(), Words()) == ["It fell."]
