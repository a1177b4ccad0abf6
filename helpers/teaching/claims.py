"""Executable claims: what the prose of a lecture says happened is asserted where it is said.

>>> claim("{small} is less than {large}.", 2 < 3, small=2, large=3)
✓ Claim: 2 is less than 3.
"""

from typing import Any

from IPython.display import display

from helpers.teaching.card import Card
from helpers.teaching.language import translate as _


class ClaimError(AssertionError):
    """What the prose says did not happen."""


def claim(text: str, holds: Any, **figures: Any) -> None:
    """Show `text` with its figures filled in (`str.format` fields) if it holds.

    holds: anything with a truth value, a tensor of one element included. Raises ClaimError with the figures
    where it does not hold.
    """
    filled = _(text).format(**figures)
    if not bool(holds):
        raise ClaimError(_("this claim does not hold: {claim}").format(claim=filled))
    display(Card(_("Claim"), filled, mark="✓"))
