"""A student's id, as it is compared and as a submission states it.

>>> plain_id(" SV 12 ")
'sv12'
"""

import ast
import unicodedata
from collections.abc import Iterable


def plain_id(student: str) -> str:
    """The id as it is compared: composed letters, no case, no blanks."""
    return "".join(unicodedata.normalize("NFKC", student).casefold().split())


def stated_id(sources: Iterable[str]) -> str | None:
    """The id that the code of a submission states, its last STUDENT = "..."; None: it states none.

    sources: of its code cells, which are read, not run.
    """
    stated = None
    for source in sources:
        try:
            lines = ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for line in lines:
            match line:
                case ast.Assign(targets=[ast.Name(id="STUDENT")], value=ast.Constant(value=str(text))):
                    stated = text
    return stated
