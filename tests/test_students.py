"""Ids as submissions state them."""

from helpers.students import plain_id, stated_id


def test_the_id_is_read_from_code_that_may_be_broken():
    assert stated_id(["def f(:", 'x = 1\nSTUDENT = "a"', "STUDENT = 7", 'STUDENT = "b"  # mine']) == "b"
    assert stated_id(["student = 'a'", "if True:\n    STUDENT = 'a'"]) is None


def test_case_blanks_and_the_form_of_letters_do_not_count():
    assert plain_id(" TR\u1ea6n 01") == plain_id("tra\u0302\u0300n01")
