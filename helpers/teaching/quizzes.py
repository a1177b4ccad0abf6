"""Questions that answer back: every wrong choice says what is wrong with it.

A choice question is a list of folds that open at a click, so it works without widgets and without a kernel.
A number question has a box where widgets run, `check(number)` in code, and a fold with the answer elsewhere.

>>> quiz("Which sign?", right={"minus": "Downhill."}, wrong={"plus": "That climbs."})
>>> quiz("What is 1/(1-0.9)?", right={10: "Yes."}, wrong={0.1: "That is 1 - 0.9."})
"""

import math
from collections.abc import Mapping

from helpers.errors import InputError
from helpers.teaching import widgets
from helpers.teaching.card import Card, inline
from helpers.teaching.language import translate as _

LETTERS = "abcdefgh"
TOLERANCE = 0.01  # relative, of a number


def quiz(question: str, *, right: Mapping, wrong: Mapping, tolerance: float = TOLERANCE) -> "Quiz":
    """Ask, as the last line of a cell.

    right: {answer: why}, one entry; wrong: {answer: what is wrong with it}. Answers are all texts (a choice
    question) or all numbers (a number question, compared to `tolerance`, relative). Raises InputError where
    `right` has not one entry, or the two kinds are mixed.
    """
    answers = [*right, *wrong]
    if len(right) != 1 or not wrong:
        raise InputError(f"a quiz needs one right and some wrong answers, got {len(right)} and {len(wrong)}")
    if len({isinstance(answer, str) for answer in answers}) != 1:
        raise InputError("the answers of a quiz are all texts or all numbers")
    kind = ChoiceQuiz if isinstance(answers[0], str) else NumberQuiz
    return kind(question, right, wrong, tolerance)


class Quiz:
    """What both kinds share: the question, the feedback on each answer, and how a notebook shows them."""

    def __init__(self, question: str, right: Mapping, wrong: Mapping, tolerance: float):
        self.question, self.tolerance = _(question), tolerance
        self.right, self.wrong = dict(right), dict(wrong)

    def __repr__(self) -> str:
        return str(self._card())

    def _repr_mimebundle_(self, **_how) -> dict:
        return widgets.bundle(self._form(), self._card())

    def _form(self):
        """A widget; None where there is none."""

    def _feedback(self, answer) -> Card:
        if answer in self.right:
            return Card(_("Right"), _(self.right[answer]), mark="✓")
        return Card(_("Not quite"), _(self.wrong[answer]), mark="✗")


class ChoiceQuiz(Quiz):
    """One of several texts, labelled a, b, c ... in the order of their English spelling."""

    def __init__(self, *parts):
        super().__init__(*parts)
        self.answers = dict(zip(LETTERS, sorted([*self.right, *self.wrong]), strict=False))

    def _card(self) -> Card:
        folds = []
        for letter, answer in self.answers.items():
            card = self._feedback(answer)
            folds.append((f"{letter}) {_(answer)}", f"{card.mark} {card.title}. {card.text}"))
        return Card(_("Question"), self.question, folds=tuple(folds))

    def check(self, letter: str) -> Card:
        """The feedback on one choice, by its letter."""
        if letter not in self.answers:
            raise InputError(
                _("there is no choice {letter}: choose from {letters}").format(
                    letter=letter, letters=", ".join(self.answers)
                )
            )
        return self._feedback(self.answers[letter])


class NumberQuiz(Quiz):
    """A number, right within a relative tolerance."""

    def _card(self) -> Card:
        (answer,) = self.right
        fold = (_("Show the answer"), f"{answer:g}. {_(self.right[answer])}")
        return Card(_("Question"), self.question, folds=(fold,))

    def check(self, number: float) -> Card:
        """The feedback on a number."""
        for answer in (*self.right, *self.wrong):
            if math.isclose(number, answer, rel_tol=self.tolerance, abs_tol=1e-12):
                return self._feedback(answer)
        return Card(_("Not quite"), _("Work it out once more."), mark="✗")

    def _form(self):
        library = widgets.library()
        if library is None:
            return None
        entry, button, said = library.FloatText(), library.Button(description=_("Check")), library.HTML()

        def check(_button) -> None:
            said.value = self.check(entry.value)._repr_html_()

        button.on_click(check)
        asked = library.HTMLMath(f"<b>?</b> {inline(self.question)}")
        return library.VBox([asked, library.HBox([entry, button]), said])
