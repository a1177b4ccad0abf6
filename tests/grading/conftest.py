"""One tiny course for the tests of a module; one warm process serves them all."""

import os
import sysconfig

import pytest
from tiny_course import make_course


@pytest.fixture(scope="session", autouse=True)
def path_to_alembic():
    """nbgrader starts alembic by its bare name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]))
        yield


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A released course without submissions, shared by the tests of a module."""
    pytest.importorskip("nbgrader")
    return make_course(tmp_path_factory.mktemp("course"))
