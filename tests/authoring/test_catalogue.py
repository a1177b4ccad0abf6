"""Catalogues: which texts they hold, and that an edit touches its own message only."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.authoring import codetext
from helpers.authoring.catalogue import Catalogue, load, messages, update
from helpers.authoring.notebook import write, write_text
from helpers.errors import InputError

INTRO = "# Momentum\n\nA sentence about momentum.\n\nAnother one about rates."


@pytest.fixture
def notebook(tmp_path):
    """A function that writes the notebook with given texts and updates its catalogue."""

    def save(intro=INTRO, again="A sentence about momentum.", claim="It fell.", cell="intro"):
        code = f'from helpers.teaching import claim\nclaim("{claim}", True)'
        cells = [new_markdown_cell(intro, id=cell), new_code_cell(code, id="claim")]
        if again:
            cells.append(new_markdown_cell(again, id="again"))
        write(new_notebook(cells=cells), tmp_path / "course" / "07_a.ipynb")
        return update(tmp_path).counts.set_index("catalogue").loc["07_a"].to_dict()

    save.path = tmp_path / "course" / "locale" / "vi" / "07_a.po"
    return save


def translate(path):
    file = load(path)
    for entry in file:
        entry.msgstr = f"{entry.msgid} (vi)"
    write_text(str(file), path)


def state(counts):
    return {key: value for key, value in counts.items() if value and key not in ("language", "messages")}


def test_new_messages_are_counted_and_placed(notebook):
    assert state(notebook()) == {"new": 4, "untranslated": 4}
    entries = [(e.msgid, [place for place, _ in e.occurrences], e.comment) for e in load(notebook.path)]
    assert entries == [
        ("Momentum", ["07_a.ipynb:intro"], ""),
        ("A sentence about momentum.", ["07_a.ipynb:intro", "07_a.ipynb:again"], ""),
        ("Another one about rates.", ["07_a.ipynb:intro"], ""),
        ("It fell.", ["07_a.ipynb:claim"], "code"),
    ]


def test_an_update_without_an_edit_changes_no_byte(notebook):
    notebook()
    translate(notebook.path)
    before = notebook.path.read_bytes()
    assert state(notebook()) == {"translated": 4}
    assert notebook.path.read_bytes() == before
    assert b"Date" not in before


@pytest.mark.parametrize(
    "changes",
    [
        {"intro": INTRO.replace("about rates", "on learning rates")},
        {"claim": "It fell at last."},
        {"intro": INTRO.replace("A sentence", "One sentence")},  # the old text still stands in another cell
    ],
)
def test_an_edited_sentence_makes_one_message_fuzzy(notebook, changes):
    notebook()
    translate(notebook.path)
    counts = notebook(**changes)
    assert (counts["fuzzy"], counts["new"], counts["obsolete"]) == (1, 0, 0)
    (entry,) = load(notebook.path).fuzzy_entries()
    assert entry.msgstr == f"{entry.previous_msgid} (vi)" != f"{entry.msgid} (vi)"
    assert Catalogue(notebook.path)(entry.msgid) == entry.msgid  # English until someone looked at it


def test_an_edit_taken_back_restores_the_translation(notebook):
    notebook()
    translate(notebook.path)
    before = notebook.path.read_bytes()
    notebook(claim="It fell at last.")
    assert state(notebook()) == {"translated": 4}
    assert notebook.path.read_bytes() == before


def test_an_edit_of_an_edit_keeps_the_text_that_was_translated(notebook):
    notebook()
    translate(notebook.path)
    notebook(claim="It fell at last.")
    notebook(claim="It fell down at last.")
    (entry,) = load(notebook.path).fuzzy_entries()
    assert (entry.msgid, entry.previous_msgid) == ("It fell down at last.", "It fell.")


def test_a_removed_message_becomes_obsolete_and_comes_back(notebook):
    notebook(again="Quite another thought.")
    translate(notebook.path)
    assert state(notebook(again="")) == {"translated": 4, "obsolete": 1}
    assert state(notebook(again="Quite another thought.")) == {"translated": 5}


def test_a_moved_message_keeps_its_translation(notebook):
    notebook()
    translate(notebook.path)
    assert state(notebook(cell="renamed")) == {"translated": 4}


def test_the_table_sums_over_notebooks(notebook, tmp_path):
    notebook()
    assert update(tmp_path).table().splitlines()[-1].split() == ["all", "4", "0", "0", "0", "4", "0"]


def test_a_broken_catalogue_is_named(notebook):
    notebook()
    notebook.path.write_text('msgid "a"\nmsgid\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"07_a\.po cannot be read as a catalogue"):
        notebook()


def test_code_texts_are_those_given_to_the_teaching_functions():
    sources = [
        "import helpers.teaching as t\nfrom helpers.teaching import claim as state, quiz\n%matplotlib inline",
        'state("A.", {"key words": ["B", ("C",)], "a-name": x["no"]}, unit="D" if x else "E")\nprint("no")',
        't.quiz("$x$", "$x$ F", "1.5", why=str("no"), **{"g": "G"})\nhelpers.teaching.quiz("no")',
        "this is no Python (",
        'quiz(f"{no}", "H" + x)',
    ]
    assert codetext.teaching_texts(sources) == [
        [],
        ["A.", "key words", "B", "C", "D", "E"],
        ["$x$ F", "g", "G"],
        [],
        [],
    ]
    ((call,),) = codetext.teaching_calls([sources[0] + "\n" + sources[4]])
    assert codetext.glued_texts(call) == ["f'{no}'", "'H' + x"]


def test_answers_are_not_translated():
    answer = new_markdown_cell("The solution.", id="why", metadata={"nbgrader": {"solution": True}})
    assert messages(new_notebook(cells=[answer]), "ps.ipynb") == []


def test_the_library_speaks_through_translate(tmp_path):
    package = tmp_path / "helpers"
    package.mkdir()
    (package / "a.py").write_text(
        "from helpers.teaching.language import translate as _\n_('Said.')\n_(word)\nprint('silent')\n",
        "utf-8",
    )
    (package / "b.py").write_text("def _(x): ...\n_('Silent.')\n", "utf-8")
    (package / "c.py").write_text(
        "from helpers.teaching.language import translate\ntranslate('Said.')\n", "utf-8"
    )
    assert codetext.library_texts(package) == {"Said.": ["helpers/a.py", "helpers/c.py"]}
    (package / "d.py").write_text("def", "utf-8")
    with pytest.raises(InputError, match=r"d\.py is no Python: mend line 1"):
        codetext.library_texts(package)
