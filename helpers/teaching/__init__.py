"""What notebooks say to their readers: questions before a run, claims after it, comparisons, hints, quizzes.

Every text given to a function of this package is read by people: it is written in English and shown in the
language of the notebook (`helpers.teaching.language`).

>>> from helpers.teaching import claim, compare, hints, play, predict, quiz, slider
"""

from helpers.teaching.claims import claim
from helpers.teaching.comparisons import compare
from helpers.teaching.hints import hints
from helpers.teaching.play import play, slider
from helpers.teaching.predictions import predict
from helpers.teaching.quizzes import quiz

__all__ = ["claim", "compare", "hints", "play", "predict", "quiz", "slider"]
