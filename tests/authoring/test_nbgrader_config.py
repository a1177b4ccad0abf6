"""nbgrader_config.py loads, and a mistake in it stops us instead of nbgrader's silent defaults."""

import shutil
from pathlib import Path

import pytest

from helpers.authoring.config import load_config
from helpers.errors import InputError

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path):
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    return tmp_path


def add(root, line):
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def test_the_course_is_where_its_configuration_lies(root):
    config = load_config(root)
    assert config.CourseDirectory.root == str(root.resolve())
    assert config.CourseDirectory.course_id == "fishcourse"
    assert config.CourseDirectory.release_directory == "release/en"


def test_the_language_of_the_release_comes_from_the_environment(root, monkeypatch):
    monkeypatch.setenv("FISHCOURSE_LANGUAGE", "vi")
    config = load_config(root)
    assert config.CourseDirectory.release_directory == "release/vi"
    assert config.TranslateNotebook.language == "vi"


def test_nbgrader_saves_the_english_cells_and_signs_the_translated_ones(root):
    names = [cls.__name__ for cls in load_config(root).GenerateAssignment.preprocessors]
    assert names.index("SaveCells") < names.index("ClearHiddenTests") < names.index("TranslateNotebook")
    assert names.index("TranslateNotebook") < len(names) - 1 - names[::-1].index("ComputeChecksums")


@pytest.mark.parametrize(
    "line, named",
    [
        ("c.CourseDirectory.course_id = (", "cannot be loaded: SyntaxError"),
        ("import nowhere_at_all", "cannot be loaded: ModuleNotFoundError"),
        ("raise SystemExit(1)", "cannot be loaded: SystemExit"),
        ("c.ClearSolution.text_stub = 'x'", "sets ClearSolution, which is no class"),
        ("c.ClearSolutions.text_stubb = 'x'", r"sets ClearSolutions\.text_stubb, which"),
        ("c.ClearSolutions.text_stub = 3", "sets ClearSolutions to what it does not take"),
        ("c.TranslateNotebook.language = 'de'", "sets TranslateNotebook to what it does not take"),
        (
            "c.Autograde.autograde_preprocessors = ['nowhere.Sandbox']",
            r"sets Autograde\.autograde_preprocessors: nowhere\.Sandbox",
        ),
    ],
)
def test_a_mistake_is_named(root, line, named):
    add(root, line)
    with pytest.raises(InputError, match=rf"nbgrader_config\.py {named}"):
        load_config(root)


def test_a_missing_configuration_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nbgrader_config\.py is missing"):
        load_config(tmp_path)


def test_preprocessors_may_be_named_by_strings(root):
    add(root, "c.Autograde.autograde_preprocessors = ['helpers.authoring.translation.TranslateNotebook']")
    assert load_config(root).Autograde.autograde_preprocessors
