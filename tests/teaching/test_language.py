"""The language is found where the notebook stands, and a missing translation falls back to English."""

import json

import polib
import pytest

from helpers.errors import InputError
from helpers.teaching import language as module
from helpers.teaching.language import language, translate


@pytest.fixture(autouse=True)
def fresh(monkeypatch, tmp_path):
    monkeypatch.delenv("FISHCOURSE_LANGUAGE", raising=False)
    monkeypatch.chdir(tmp_path)
    module._messages.cache_clear()
    yield
    module._messages.cache_clear()


def notebook(path, spoken):
    path.write_text(json.dumps({"metadata": {"fishcourse": {"language": spoken}}}), encoding="utf-8")


def test_english_where_nothing_is_said():
    assert language() == "en"


def test_the_variable_wins_over_the_folder(monkeypatch, tmp_path):
    notebook(tmp_path / "a.ipynb", "vi")
    monkeypatch.setenv("FISHCOURSE_LANGUAGE", "en")
    assert language() == "en"


def test_unknown_language_in_the_variable(monkeypatch):
    monkeypatch.setenv("FISHCOURSE_LANGUAGE", "fr")
    with pytest.raises(InputError, match="'fr': choose from en, vi"):
        language()


def test_notebooks_of_the_folder_say_it(tmp_path):
    notebook(tmp_path / "a.ipynb", "vi")
    assert language() == "vi"


@pytest.mark.parametrize("other", ['{"metadata": {}}', "not a notebook", '{"metadata": []}'])
def test_english_where_notebooks_disagree_or_are_broken(tmp_path, other):
    notebook(tmp_path / "a.ipynb", "vi")
    (tmp_path / "b.ipynb").write_text(other, encoding="utf-8")
    assert language() == "en"


def test_translations_come_from_the_catalogues_and_the_library_wins(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_folder", lambda spoken: tmp_path)
    for name, entries in (
        ("helpers", {"Right": "Đúng"}),
        ("zz_unit", {"Right": "Phải", "Left": "Trái", "Open": ""}),
    ):
        file = polib.POFile()
        file.extend(polib.POEntry(msgid=key, msgstr=value) for key, value in entries.items())
        file.append(polib.POEntry(msgid=f"Old {name}", msgstr="Cũ", flags=["fuzzy"]))
        file.save(str(tmp_path / f"{name}.po"))
    monkeypatch.setenv("FISHCOURSE_LANGUAGE", "vi")
    assert translate("Right") == "Đúng"
    assert translate("Left") == "Trái"
    assert translate("Open") == "Open"  # not translated yet
    assert translate("Old helpers") == "Old helpers"  # fuzzy: not to be trusted
    monkeypatch.setenv("FISHCOURSE_LANGUAGE", "en")
    assert translate("Right") == "Right"


def test_the_catalogues_of_the_course_are_found(monkeypatch):
    monkeypatch.setenv("FISHCOURSE_LANGUAGE", "vi")
    assert translate("Claim") != "Claim"
