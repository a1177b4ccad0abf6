"""Exercises whose numbers vary from student to student: a variant is drawn by the student's id.

The cell of the answer sets STUDENT ("0000" as it is handed out); the tests work the solution out of the same
variant. Grading flags a submission whose STUDENT is not the one who handed it in ("other-id").

>>> variant("s1234567", "ps05 valley", curvature=[2, 4, 8], start=range(1, 4))
{'curvature': 4, 'start': 3}
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from helpers.errors import InputError
from helpers.students import plain_id
from helpers.teaching.language import translate as _


def variant(student: str, exercise: str, **choices: Sequence[Any]) -> dict[str, Any]:
    """One value of each of `choices`, by name: always the same ones for a student and an exercise.

    student: an id; case, blanks and the form of its letters do not count. Students' variants are independent
    of each other, each value as likely as any other (up to 1 in 10**15). Raises InputError where the id is
    no text or empty.
    """
    if not isinstance(student, str) or not plain_id(student):
        raise InputError(_("STUDENT is your student id, a text such as 's1234567'"))
    return {
        name: values[_number(plain_id(student), exercise, name) % len(values)]
        for name, values in choices.items()
    }


def _number(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:8], "big")
