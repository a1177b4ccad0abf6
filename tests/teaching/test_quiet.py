"""Quiet: what is said inside is not seen, errors are, and afterwards everything talks again."""

import logging
import sys
import warnings

import pytest

from helpers.teaching.quiet import quiet


def test_nothing_is_seen_and_all_is_as_before(capsys):
    logger = logging.getLogger("lightning.pytorch")
    level = logger.level
    with quiet():
        print("said")
        print("said", file=sys.stderr)
        warnings.warn("said", stacklevel=1)
        assert not logger.isEnabledFor(logging.INFO)
    assert capsys.readouterr() == ("", "")
    assert logger.level == level
    with pytest.warns(UserWarning, match="again"):
        warnings.warn("again", stacklevel=1)


def test_errors_come_through():
    with pytest.raises(ZeroDivisionError), quiet():
        1 / 0  # noqa: B018
