"""A test cell as a function: the same values, names of its own."""

import pytest

from helpers.grading.kernel.testcode import NAME, as_function


def run(source, **names):
    """The value of the last line, what is imported, and the names among which the cell was compiled."""
    code, parameters, imported, _ = as_function(source, "<test>", names)
    exec(code, names)
    value, own = names.pop(NAME)(**{name: names[name] for name in parameters})
    return value, {name for name in imported if name in {**names, **own}}, names.keys() - {"__builtins__"}


@pytest.mark.parametrize(
    "source, value",
    [
        ("1 + given", 3),
        ("x = 1", None),
        ("given = given + 1\ngiven", 3),  # a name with a value gets another
        ("def f(n):\n    return n and n * f(n - 1)\nf(0)", 0),
        ("total = 0\ndef add():\n    global total\n    total = total + 1\nadd()\ntotal", 1),
        ("[y := 5 for _ in range(1)]\ny", 5),
        ("from math import pi\npi = 3\npi", 3),
        ("import os.path\nos.path.basename('a/b')", "b"),
        ("", None),
    ],
)
def test_a_cell_gives_what_it_gives_in_a_notebook(source, value):
    assert run(source, given=2)[0] == value


def test_names_of_a_cell_are_not_where_its_functions_were_compiled():
    source = "import math\nsecret = 6\ndef loss(x): return math.sqrt(x)\nloss.__globals__"
    found, imported, names = run(source, known=1)
    assert "secret" not in found and "loss" not in found
    assert imported == {"math"} and names == {"known", "math"}


def test_what_the_first_lines_import_is_in_no_cell_of_a_function():
    source = "import math, os.path\nfrom sys import path as p\ndef f(x): return math, os, p\nf.__closure__"
    assert run(source)[0] is None


def test_an_imported_name_that_gets_another_value_is_the_cells_own():
    found, _, names = run("import math\nfrom os import path, sep\npath = 1\n[path, sep]")
    assert found == [1, "/"] and names == {"math"}


def test_a_name_without_a_value_is_an_error():
    with pytest.raises(NameError):
        run("print(later)\nlater = 1")
