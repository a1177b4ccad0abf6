"""A course of one lecture and one assignment, as `fishcourse build` leaves it. No kernel imports torch."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.authoring.build import build
from helpers.authoring.catalogue import load, update
from helpers.authoring.notebook import read, set_metadata, write, write_text

REPOSITORY = Path(__file__).parents[2]
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SHOW = (
    f'from IPython.display import display\ndisplay({{"image/png": "{PNG}", "text/plain": "dot"}}, raw=True)'
)
# Seen by the rules, never run: helpers.teaching would import torch.
TEACHING = """if False:
    from helpers.teaching import claim as state, play, predict, quiz
    predict("How many?")
    play(print)
    state("There are {n}.", True, n=2)
    state("There are {n}.", True, n=3)
    state("There are {n}.", True, n=4)
    quiz("What is $1 + 1$?", right={"two": "Yes."}, wrong={"three": "Too many."})
    quiz("What is $1 + 1$?", right={"two": "Yes."}, wrong={"three": "Too many."})
    quiz("What is $1 + 1$?", right={"two": "Yes."}, wrong={"three": "Too many."})"""
LECTURE = [
    ("title", "# The dot\n\nReading time: 5 minutes. See [the next one](#next)."),
    ("outcomes", "After this you can\n\n- draw a `dot` of size $r$;\n- see it."),
    ("teaching", TEACHING),
    ("dot", SHOW),
    ("dot-caption", "*Figure 1. One dot.*\n\nIt is small."),
    ("count", "print(1)\n1 + 1"),
    ("no-comparison", "Nothing is trained here."),
    ("take-aways", "## Take-aways\n\nA dot is a dot."),
    ("slides-err", "## Where the slides err\n\nThey do not."),
    ("references", "## References\n\nEuclid."),
]
TEST = """from helpers.teaching.checks import equal
equal({name}(2), {value}, "the result", sign=("The sign is wrong.", -{value}))
### BEGIN HIDDEN TESTS
assert {name}(3) == {name}(1) + {name}(2)
### END HIDDEN TESTS"""
SOLUTION = "def {name}(x):\n    ### BEGIN SOLUTION\n    return {factor} * x\n    ### END SOLUTION"
ANSWERS = ("wrong_sign", "wrong_a", "wrong_b", "wrong_c", "wrong_d", "right_a", "right_b")


def graded(cell_type: str, name: str, source: str, **marks) -> nbformat.NotebookNode:
    """A cell with nbgrader's metadata."""
    new = {"code": new_code_cell, "markdown": new_markdown_cell}[cell_type]
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return new(source, id=name, metadata={"nbgrader": plain | {"grade_id": name} | marks})


def lecture() -> nbformat.NotebookNode:
    """A lecture that keeps every rule; not run."""
    code = {"teaching", "dot", "count"}
    cells = [(new_code_cell if name in code else new_markdown_cell)(text, id=name) for name, text in LECTURE]
    nb = new_notebook(cells=cells)
    set_metadata(nb, "en")
    return nb


def assignment() -> nbformat.NotebookNode:
    """Two exercises with tests and one graded by hand: 12 points."""
    cells = [new_markdown_cell("# Dots\n\nTime to complete: 20 minutes.", id="intro")]
    for name, factor in (("double", 2), ("triple", 3)):
        cells += [
            new_markdown_cell(f"## Exercise\n\nReturn {factor} times `x`.", id=f"{name}-text"),
            graded("code", name, SOLUTION.format(name=name, factor=factor), solution=True),
            graded(
                "code",
                f"{name}-test-1",
                TEST.format(name=name, value=2 * factor),
                grade=True,
                locked=True,
                points=5,
            ),
        ]
    answer = "Because.\n\n=== BEGIN MARK SCHEME ===\nTwo points for because.\n=== END MARK SCHEME ==="
    cells += [
        graded("markdown", "why-text", "Why is it so?", locked=True),
        graded("markdown", "why", answer, solution=True, grade=True, points=2),
    ]
    nb = new_notebook(cells=cells)
    set_metadata(nb, "en")
    return nb


def translate_all(root: Path) -> None:
    """Every message gets a translation that tells it from the English text and keeps the rules."""
    for path in sorted((root / "course" / "locale" / "vi").glob("*.po")):
        file = load(path)
        for entry in file:
            caption = "*Hình 1. Một chấm.*"
            entry.msgstr = caption if entry.msgid.startswith("*Figure") else f"{entry.msgid} (vi)"
        write_text(str(file), path)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The course, translated and built. Read only: `course` is a copy to change."""
    root = tmp_path_factory.mktemp("built")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    module = root / "helpers" / "teaching" / "words.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        'from helpers.teaching.language import translate as _\n\nWORD = _("Well done, {name}.")\n',
        encoding="utf-8",
    )
    write(lecture(), root / "course" / "07_dot.ipynb")
    write(assignment(), root / "source" / "ps07_dot" / "ps07_dot.ipynb")
    for exercise in ("double", "triple"):
        for name in ANSWERS:
            points = 5 if name.startswith("right") else 0
            text = f'"""It is {name}."""\n# points: {points} of 5\n'
            write_text(text, root / "tests" / "answers" / "ps07_dot" / exercise / f"{name}.py")
    update(root)
    translate_all(root)
    build(root)
    return root


@pytest.fixture
def course(built, tmp_path):
    """A copy of the built course."""
    return Path(shutil.copytree(built, tmp_path / "course"))


@pytest.fixture
def edit():
    """edit(path, cell_id, change): apply change(cell) to one cell of a notebook file."""

    def apply(path, cell_id, change):
        nb = read(path)
        change(next(cell for cell in nb.cells if cell.id == cell_id))
        write(nb, path)

    return apply
