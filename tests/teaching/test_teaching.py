"""What notebooks say to their readers: claims, predictions, quizzes, hints, figures to play with."""

import base64

import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell

from helpers.errors import InputError
from helpers.teaching import claim, hints, play, predict, quiz, slider
from helpers.teaching.card import Card
from helpers.teaching.claims import ClaimError
from helpers.teaching.figures import curves

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def shown(monkeypatch):
    """What was displayed, as MIME bundles."""
    bundles = []
    publisher = InteractiveShell.instance().display_pub
    monkeypatch.setattr(publisher, "publish", lambda data, **_rest: bundles.append(data))
    yield bundles
    InteractiveShell.clear_instance()


def html_of(thing):
    return thing._repr_mimebundle_()["text/html"]


def test_card_escapes_and_keeps_formulas():
    page = Card("A < B", "use `x<y>` and $a<b$", items=("<i>",))._repr_html_()
    assert "A &lt; B" in page
    assert "<code>x&lt;y&gt;</code>" in page
    assert "<i>" not in page
    assert "$a&lt;b$" in page  # MathJax reads the text of the page


def test_claim_shows_its_figures(shown):
    claim("{a} steps, not {b:.1f}", torch.tensor(True), a=3, b=2.04)
    assert "3 steps, not 2.0" in shown[0]["text/html"]


@pytest.mark.parametrize("holds", [False, torch.tensor(False), 0])
def test_claim_fails_loudly(holds):
    with pytest.raises(ClaimError, match="does not hold: 3 is less than 2"):
        claim("{a} is less than {b}", holds, a=3, b=2)


def test_hints_come_one_at_a_time():
    hint = hints("First.", "Second.")
    assert str(hint(2)) == "? Hint 2 of 2: Second."
    assert hint() == hint(1)
    for n in (0, 3, -1):
        with pytest.raises(InputError, match=f"no hint {n}: choose from 1 to 2"):
            hint(n)


def test_prediction_of_a_number(shown):
    guess = predict("How many steps?", unit="steps")
    assert set(shown[0]) == {WIDGET, "text/html", "text/plain"}
    assert "It was 100 steps" in guess.reveal(100).text
    guess.commit(70)
    assert guess.reveal(100).mark == "✓"  # within a factor of 1.5
    guess.commit(40)
    assert guess.reveal(100).text == "You said 40 steps; it was 100 steps."
    assert guess.reveal(100).mark == "✗"


@pytest.mark.parametrize(("said", "came", "mark"), [(0, 0, "✓"), (-2, 2, "✗"), (0, 1, "✗"), (-2, -2.5, "✓")])
def test_prediction_of_signs_and_zero(said, came, mark):
    guess = predict("What?")
    guess.commit(said)
    assert guess.reveal(came).mark == mark


def test_prediction_of_a_choice():
    guess = predict("Which?", choices=["left", "right"])
    with pytest.raises(InputError, match="'up' is not among the choices: left, right"):
        guess.commit("up")
    with pytest.raises(InputError, match="'up' is not among the choices"):
        guess.reveal("up")
    guess.commit("left")
    assert guess.reveal("left").mark == "✓"
    assert guess.reveal("right").text == "You said left; it was right."


def test_choice_quiz_answers_every_choice():
    asked = quiz("Which sign?", right={"minus": "Downhill."}, wrong={"plus": "That climbs."})
    page = html_of(asked)
    assert page.count("<details") == 2
    assert "a) minus" in page and "✗ Not quite. That climbs." in page
    assert asked.check("a").mark == "✓"
    assert asked.check("b").text == "That climbs."
    with pytest.raises(InputError, match="no choice c: choose from a, b"):
        asked.check("c")


def test_number_quiz_tells_wrong_numbers_apart():
    asked = quiz("1/(1-0.9)?", right={10: "Yes."}, wrong={0.1: "That is 1 - 0.9."})
    assert asked.check(10.05).mark == "✓"
    assert asked.check(0.1).text == "That is 1 - 0.9."
    assert asked.check(7).mark == "✗"
    assert "10. Yes." in html_of(asked)  # the fold, where no widget runs


@pytest.mark.parametrize(
    ("right", "wrong"),
    [({}, {"a": ""}), ({"a": "", "b": ""}, {"c": ""}), ({"a": ""}, {}), ({"a": ""}, {1: ""})],
)
def test_quiz_refuses_what_is_no_question(right, wrong):
    with pytest.raises(InputError):
        quiz("?", right=right, wrong=wrong)


def test_play_sends_a_picture_under_the_widget(shown):
    drawn = []

    def draw(rate):
        drawn.append(rate)
        return curves({"loss": [1, rate]}, x="step", y="loss")

    play(draw, rate=slider("rate", 0.1, 1.0, start=0.5))
    (bundle,) = shown
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert bundle["text/plain"] == "rate = 0.5"
    assert WIDGET in bundle
    assert drawn == [0.5]


def test_a_moved_slider_draws_anew(monkeypatch):
    from helpers.teaching import play as function  # the function hides its module
    from helpers.teaching import widgets

    panels, drawn = [], []
    monkeypatch.setattr(widgets, "bundle", lambda widget, still: panels.append(widget) or still)

    def draw(rate, mu):
        drawn.append((rate, mu))
        return curves({"loss": [1, rate]}, x="step", y="loss")

    function(draw, rate=slider("rate", 0.01, 1.0, start=0.1, log=True), mu=slider("μ", 0.0, 1.0, start=0.5))
    rate, mu, image = panels[0].children
    before = image.value
    rate.value = 1.0
    assert drawn[-1] == (1.0, 0.5)
    assert image.value != before
    mu.value = 0.0
    assert drawn[-1] == (1.0, 0.0)


def test_form_of_a_prediction_commits_once(monkeypatch):
    from helpers.teaching import widgets

    forms = []
    monkeypatch.setattr(widgets, "bundle", lambda widget, still: forms.append(widget) or {"text/plain": ""})
    guess = predict("Which?", choices=["left", "right"])
    _question, entry, (button, note) = (
        forms[0].children[0],
        forms[0].children[1],
        forms[0].children[2].children,
    )
    button.click()
    assert guess.guess is None and note.value  # nothing chosen yet
    entry.value = "right"
    button.click()
    assert guess.guess == "right" and entry.disabled


def test_everything_works_without_widgets(monkeypatch, shown):
    from helpers.teaching import widgets

    monkeypatch.setattr(widgets, "library", lambda: None)
    predict("How many?")
    play(lambda mu: curves({"a": [1, mu]}, x="step", y="a"), mu=slider("μ", 0, 1, start=0.5))
    bundles = [*shown, quiz("?", right={1: "yes"}, wrong={2: "no"})._repr_mimebundle_()]
    assert all(WIDGET not in bundle for bundle in bundles)
    assert all("text/html" in bundle or "image/png" in bundle for bundle in bundles)


@pytest.mark.parametrize("bad", [(1, 0, 0.5, False), (0, 1, 2, False), (0, 1, 0.5, True), (1, 1, 1, False)])
def test_slider_refuses_impossible_ranges(bad):
    low, high, start, log = bad
    with pytest.raises(InputError, match="low <= start <= high"):
        slider("rate", low, high, start=start, log=log)
