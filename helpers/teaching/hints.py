"""Hints, one at a time.

>>> hint = hints("Which way does the gradient point?", "Subtract it.")
>>> hint(1)
? Hint 1 of 2: Which way does the gradient point?
"""

from collections.abc import Callable

from helpers.errors import InputError
from helpers.teaching.card import Card
from helpers.teaching.language import translate as _


def hints(*texts: str) -> Callable[[int], Card]:
    """A function of n that shows the n-th of `texts`, n from 1; put the smallest help first."""

    def hint(n: int = 1) -> Card:
        if n not in range(1, len(texts) + 1):
            raise InputError(
                _("there is no hint {n}: choose from 1 to {count}").format(n=n, count=len(texts))
            )
        return Card(_("Hint {n} of {count}").format(n=n, count=len(texts)), _(texts[n - 1]))

    return hint
