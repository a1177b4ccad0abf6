"""A test cell as the body of a function: its names belong to the test, not to whoever gets hold of a dict.

What a test hands to an answer, a loss or a module, leads by `__globals__` to the names that it was compiled
among. In a function, a test's own names are not there: not its helpers, not its numbers. What its first lines
import is there, and nothing is written to these names while the test runs: a function that the test hands
out would else have them as cells, to which whoever gets it can write unseen.

>>> code, parameters, imported, written = as_function("import math\\nmath.sqrt(4.0)", "<test>", known={})
"""

import ast
import symtable
from collections.abc import Container
from types import CodeType

NAME = "<module>"  # what tracebacks call it, as for any cell
VALUE = "<value>"  # no name that Python code can write


def as_function(
    source: str, file: str, known: Container[str]
) -> tuple[CodeType, frozenset[str], frozenset[str], frozenset[str]]:
    """Code that does the first imports of the cell and defines a function NAME, which runs the rest; the
    function's parameters, the names that the cell imports, and those that it declares global.

    known: names that have a value already. Those to which the cell gives another are parameters. The function
    returns the value of the last line, None where that is no expression, and its names as a dict.
    Raises SyntaxError.
    """
    tree = ast.parse(source, file)
    names = symtable.symtable(source, file, "exec").get_symbols()
    # What a function inside declares global stays so.
    written = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    first = _first_imports(tree)
    shared = written | {name for statement in first for name in _bound(statement)}
    imported = frozenset(found.get_name() for found in names if found.is_imported()) - written
    own = {found.get_name() for found in names if found.is_imported() or found.is_assigned()} - shared
    given = frozenset(name for name in own if name in known)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value = last.value if last else ast.Constant(None)
    kept = ast.Assign([ast.Name(VALUE, ast.Store())], value)
    names_of = ast.Call(ast.Name("locals", ast.Load()), [], [])
    result = ast.Return(ast.Tuple([ast.Name(VALUE, ast.Load()), names_of], ast.Load()))
    outer = [ast.Global(sorted(shared))] if shared else []
    parameters = ast.arguments([], [ast.arg(name) for name in sorted(given)], None, [], [], None, [])
    function = ast.FunctionDef(NAME, parameters, [*outer, *tree.body, kept, result], [], type_params=[])
    module = ast.fix_missing_locations(ast.Module([*first, function], []))
    return compile(module, file, "exec"), given, imported, frozenset(written)


def _first_imports(tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    """Take the imports out of a cell with which it begins, as far as it gives their names no other value."""
    first = []
    while tree.body and isinstance(tree.body[0], ast.Import | ast.ImportFrom):
        first.append(tree.body.pop(0))
    nodes = list(ast.walk(tree))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    bound |= {
        name for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for name in _bound(node)
    }
    bound |= {getattr(node, "name", None) for node in nodes}  # functions, classes, errors, patterns
    bound |= {getattr(node, "rest", None) for node in nodes}
    bound.add("*")  # an error, as ever
    again = [statement for statement in first if bound.intersection(_bound(statement))]
    tree.body[:0] = again
    return [statement for statement in first if statement not in again]


def _bound(statement: ast.Import | ast.ImportFrom) -> list[str]:
    """The names that an import binds."""
    return [alias.asname or alias.name.partition(".")[0] for alias in statement.names]
