"""Links of an edition lead to the notebooks of its language."""

import pytest

from helpers.authoring.links import relink

LECTURE, VIETNAMESE = "course/07_a.ipynb", "course/vi/07_a.ipynb"
SOURCE, RELEASED = "source/ps07_a/ps07_a.ipynb", "release/{}/ps07_a/ps07_a.ipynb"


@pytest.mark.parametrize(
    ("origin", "edition", "language", "link", "expected"),
    [
        (LECTURE, VIETNAMESE, "vi", "08_b.ipynb", "08_b.ipynb"),
        (
            LECTURE,
            VIETNAMESE,
            "vi",
            "../release/en/ps07_a/ps07_a.ipynb",
            "../../release/vi/ps07_a/ps07_a.ipynb",
        ),
        (SOURCE, RELEASED.format("en"), "en", "../../course/07_a.ipynb", "../../../course/07_a.ipynb"),
        (SOURCE, RELEASED.format("vi"), "vi", "../../course/07_a.ipynb", "../../../course/vi/07_a.ipynb"),
        (SOURCE, RELEASED.format("vi"), "vi", "../ps06_c/ps06_c.ipynb", "../ps06_c/ps06_c.ipynb"),
    ],
)
def test_notebooks_of_the_same_language_are_linked(origin, edition, language, link, expected):
    assert relink(f"see [it]({link}).", origin, edition, language) == f"see [it]({expected})."


def test_an_anchor_stays_and_other_links_too():
    text = "[a](08_b.ipynb#part) [b](https://example.org/x.ipynb) [c](image.png) `x.ipynb`"
    assert relink(text, LECTURE, VIETNAMESE, "vi") == text
