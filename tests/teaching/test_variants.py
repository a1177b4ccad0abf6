"""Variants of an exercise: always the same for a student, spread evenly over students."""

from collections import Counter

import pytest

from helpers.errors import InputError
from helpers.teaching.variants import variant

CHOICES = {"rate": [0.1, 0.2, 0.5], "layers": range(2, 6)}


def test_a_student_has_the_same_variant_on_every_machine():
    # Written down once: whoever changes how it is drawn changes the numbers of a class that is at work.
    assert variant("s1234567", "ps05 valley", curvature=[2, 4, 8], start=range(1, 4)) == {
        "curvature": 4,
        "start": 3,
    }


@pytest.mark.parametrize("typed", [" S1234567", "s123 4567", "s1234567\n"])
def test_case_and_blanks_of_the_id_do_not_count(typed):
    assert variant(typed, "ps05", **CHOICES) == variant("s1234567", "ps05", **CHOICES)


def test_letters_with_marks_count_in_either_form():
    assert variant("Ho\u0300a", "ps05", **CHOICES) == variant("H\u00f2a", "ps05", **CHOICES)


def test_values_are_equally_likely_and_independent_of_each_other():
    drawn = Counter(tuple(variant(f"s{i}", "ps05", **CHOICES).values()) for i in range(6000))
    assert len(drawn) == 12
    assert min(drawn.values()) > 400  # 500 expected; four and a half standard deviations


def test_another_exercise_draws_anew():
    students = [f"s{i}" for i in range(300)]
    same = sum(variant(s, "ps05", **CHOICES) == variant(s, "ps11", **CHOICES) for s in students)
    assert same < 60  # 25 expected


@pytest.mark.parametrize("student", ["", "  ", None, 1234567])
def test_an_id_that_is_none_is_named(student):
    with pytest.raises(InputError, match="STUDENT is your student id"):
        variant(student, "ps05", **CHOICES)
