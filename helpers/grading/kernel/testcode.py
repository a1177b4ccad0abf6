"""A test cell as the body of a function: its names belong to the test, not to whoever gets hold of a dict.

What a test hands to an answer, a loss or a module, leads by `__globals__` to the names that it was compiled
among. In a function, a test's own names are not there: not its helpers, not its numbers, not what it imports.

>>> code, parameters, imported = as_function("import math\\nmath.sqrt(4.0)", "<test>", known={})
"""

import ast
import symtable
from collections.abc import Container
from types import CodeType

NAME = "<module>"  # what tracebacks call it, as for any cell
VALUE = "<value>"  # no name that Python code can write


def as_function(
    source: str, file: str, known: Container[str]
) -> tuple[CodeType, frozenset[str], frozenset[str]]:
    """Code that defines a function NAME, which runs the cell; its parameters, and the names it imports.

    known: names that have a value already. Those to which the cell gives another are parameters. The function
    returns the value of the last line, None where that is no expression, and its names as a dict.
    Raises SyntaxError.
    """
    tree = ast.parse(source, file)
    names = symtable.symtable(source, file, "exec").get_symbols()
    # What a function inside declares global stays so.
    shared = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    imported = frozenset(found.get_name() for found in names if found.is_imported()) - shared
    own = imported | {found.get_name() for found in names if found.is_assigned()} - shared
    given = frozenset(name for name in own if name in known)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value = last.value if last else ast.Constant(None)
    kept = ast.Assign([ast.Name(VALUE, ast.Store())], value)
    names_of = ast.Call(ast.Name("locals", ast.Load()), [], [])
    result = ast.Return(ast.Tuple([ast.Name(VALUE, ast.Load()), names_of], ast.Load()))
    outer = [ast.Global(sorted(shared))] if shared else []
    parameters = ast.arguments([], [ast.arg(name) for name in sorted(given)], None, [], [], None, [])
    function = ast.FunctionDef(NAME, parameters, [*outer, *tree.body, kept, result], [], type_params=[])
    module = ast.fix_missing_locations(ast.Module([function], []))
    return compile(module, file, "exec"), given, imported
