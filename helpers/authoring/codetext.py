"""Texts inside Python code that readers see: the string literals that notebooks give to helpers.teaching.

A message is a string literal, also within lists, tuples, dictionaries and "a if x else b", that is given to a
function imported from helpers.teaching or one of its modules. It must have a letter outside of formulas; a
name such as "sign-flipped" (lower-case words joined by - or _) is none.

>>> teaching_texts(["from helpers.teaching import claim", 'claim("It fell.", loss < 1)'])
[[], ['It fell.']]
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from helpers.authoring.markdown import FORMULA, LETTER
from helpers.errors import InputError

TEACHING = "helpers.teaching"
NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)
FORMULAS = re.compile(FORMULA, re.DOTALL)


def parse(source: str) -> ast.Module:
    """The syntax tree of a code cell, without the lines that only IPython knows; raises SyntaxError."""
    return ast.parse(MAGIC.sub(r"\1pass", source))


def teaching_texts(sources: list[str]) -> list[list[str]]:
    """The messages of each code cell of one notebook, in order; none of a cell that is no Python."""
    return [
        [node.value for call in calls for node in _literals(call) if is_message(node.value)]
        for calls in teaching_calls(sources)
    ]


def teaching_calls(sources: list[str]) -> list[list[ast.Call]]:
    """The calls of functions of helpers.teaching in each code cell of one notebook, in order."""
    return [[call for call, _ in calls] for calls in _named_calls(sources)]


def teaching_functions(sources: list[str]) -> Counter[str]:
    """How often one notebook calls each function of helpers.teaching, by its name, under whatever alias."""
    return Counter(name.rpartition(".")[2] for calls in _named_calls(sources) for _, name in calls)


def glued_texts(call: ast.Call) -> list[str]:
    """Arguments of a call that no catalogue can hold: f-strings, sums and formatted strings; as code."""
    found = []
    for value in _values(call):
        glued = (
            isinstance(value, ast.JoinedStr)
            or (isinstance(value, ast.BinOp) and (_is_text(value.left) or _is_text(value.right)))
            or (
                isinstance(value, ast.Call)
                and isinstance(value.func, ast.Attribute)
                and value.func.attr == "format"
                and _is_text(value.func.value)
            )
        )
        if glued:
            found.append(ast.unparse(value))
    return found


def library_texts(folder: Path) -> dict[str, list[str]]:
    """What the library's modules say: message -> the modules (relative to folder's parent) that say it.

    Raises InputError for a module that is no Python.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError as error:
            raise InputError(f"{path} is no Python: mend line {error.lineno}") from None
        spoken = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == f"{TEACHING}.language"
            for alias in node.names
            if alias.name == "translate"
        }
        if path == folder / "teaching" / "language.py":
            continue
        module = path.relative_to(folder.parent).as_posix()
        for node in _walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in spoken:
                for value in node.args[:1]:
                    if _is_text(value) and module not in found.setdefault(value.value, []):
                        found[value.value].append(module)
    return found


def is_message(text: str) -> bool:
    """Whether a string literal has words for readers."""
    return LETTER.search(FORMULAS.sub(" ", text)) is not None and NAME.fullmatch(text) is None


def _named_calls(sources: list[str]) -> list[list[tuple[ast.Call, str]]]:
    trees = [_tree(source) for source in sources]
    names: dict[str, str] = {}
    for tree in trees:
        names |= _imported(tree)
    called = [
        [(node, _path(node.func, names)) for node in _walk(tree) if isinstance(node, ast.Call)]
        for tree in trees
    ]
    return [[(call, path) for call, path in calls if path.startswith(f"{TEACHING}.")] for calls in called]


def _tree(source: str) -> ast.Module:
    try:
        return parse(source)
    except SyntaxError:
        return ast.Module([], [])


def _imported(tree: ast.Module) -> dict[str, str]:
    """Local name -> what it was imported from."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _path(node: ast.expr, names: dict[str, str]) -> str:
    """The full name of a function; "" where it is no plain name."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        before = _path(node.value, names)
        return before and f"{before}.{node.attr}"
    return ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _literals(call: ast.Call) -> Iterator[ast.Constant]:
    return (value for value in _values(call) if _is_text(value))


def _values(call: ast.Call) -> Iterator[ast.expr]:
    """What a call is given, with what lies in its lists, tuples, sets and dictionaries, in order."""
    for given in (*call.args, *(keyword.value for keyword in call.keywords)):
        yield from _inside(given)


def _inside(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        parts = node.elts
    elif isinstance(node, ast.Dict):
        parts = [
            part for pair in zip(node.keys, node.values, strict=True) for part in pair if part is not None
        ]
    elif isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, ast.Starred):
        parts = [node.value]
    else:
        yield node
        return
    for part in parts:
        yield from _inside(part)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes as they stand in the text (ast.walk goes level by level)."""
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _walk(child)
