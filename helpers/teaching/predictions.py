"""Commit to a guess before the run, and see it beside the result.

Guessing first makes a surprise noticeable (Crouch et al. 2004, "Classroom demonstrations: learning tools or
entertainment?", Am. J. Phys. 72, 835: demonstrations taught those who had predicted the outcome).

>>> guess = predict("How many steps?", unit="steps")
? Your prediction: How many steps? ...
>>> guess.commit(40)
>>> guess.reveal(100)
"""

import math
from collections.abc import Sequence

from IPython.display import display

from helpers.errors import InputError
from helpers.teaching import widgets
from helpers.teaching.card import Card, inline
from helpers.teaching.language import translate as _

CLOSE = 1.5  # a number within this factor counts as close


class Prediction:
    """A question, and the guess once it is committed: a number, or one of `choices`."""

    def __init__(self, question: str, choices: Sequence[str] | None, unit: str):
        self.question, self.unit = _(question), _(unit)
        self.choices = dict(zip(map(_, choices), choices, strict=True)) if choices else {}
        self.guess: float | str | None = None

    def commit(self, guess: float | str) -> None:
        """Note the guess: a number or, of a choice question, one of the choices."""
        if self.choices and guess not in self.choices and guess not in self.choices.values():
            raise InputError(
                _("{guess} is not among the choices: {choices}").format(
                    guess=repr(guess), choices=", ".join(self.choices)
                )
            )
        self.guess = self.choices.get(guess, guess) if self.choices else float(guess)

    def reveal(self, result: float | str) -> Card:
        """The guess beside the result; result: a number, or the choice that came true (in English)."""
        if self.choices and result not in self.choices.values():
            raise InputError(f"{result!r} is not among the choices: {', '.join(self.choices.values())}")
        came = self._said(result)
        title = _("Prediction and result")
        if self.guess is None:
            return Card(title, _("It was {came}. No guess was committed.").format(came=came))
        said = self._said(self.guess)
        mark = "✓" if self._close(result) else "✗"
        text = _("You said {said}; it was {came}.").format(said=said, came=came)
        return Card(title, text, mark=mark)

    def _said(self, answer: float | str) -> str:
        if self.choices:
            return next(shown for shown, english in self.choices.items() if english == answer)
        return f"{answer:.4g} {self.unit}".strip()

    def _close(self, result: float | str) -> bool:
        if self.choices:
            return self.guess == result
        if result * self.guess <= 0:
            return math.isclose(result, self.guess, abs_tol=1e-12)
        return max(result / self.guess, self.guess / result) <= CLOSE


def predict(question: str, *, choices: Sequence[str] | None = None, unit: str = "") -> Prediction:
    """Ask for a guess before the run: a number with its unit, or one of `choices`.

    A box to fill in shows where widgets run; `commit(guess)` does the same in code. Returns the Prediction,
    whose `reveal(result)` ends the cell that measured the result.
    """
    prediction = Prediction(question, choices, unit)
    how = _("Choose before you run on.") if choices else _("Write a number before you run on.")
    card = Card(
        _("Your prediction"), f"{prediction.question} {how}", mark="✎", items=tuple(prediction.choices)
    )
    display(widgets.bundle(_form(prediction), card), raw=True)
    return prediction


def _form(prediction: Prediction):
    library = widgets.library()
    if library is None:
        return None
    if prediction.choices:
        entry = library.RadioButtons(options=list(prediction.choices), value=None)
    else:
        entry = library.FloatText(value=None, description=prediction.unit)
    button = library.Button(description=_("Commit"))
    note = library.Label()

    def commit(_button) -> None:
        if entry.value is None:
            note.value = _("Choose first.")
            return
        prediction.commit(entry.value)
        entry.disabled = button.disabled = True
        note.value = _("Noted. Now run on.")

    button.on_click(commit)
    return library.VBox(
        [library.HTMLMath(f"<b>✎</b> {inline(prediction.question)}"), entry, library.HBox([button, note])]
    )
