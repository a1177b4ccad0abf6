import functools
import sys

import numpy as np
import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell
from torch.optim.sgd import sgd
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from traitlets.config import Config

from helpers.teaching.checks import (
    NotAttempted,
    Wrong,
    answer,
    equal,
    holds,
    kinds,
    passed,
    unchanged,
    without,
)

SETTINGS = dict.fromkeys(("weight_decay", "momentum", "lr", "dampening"), 0.0) | dict.fromkeys(
    ("nesterov", "maximize"), False
)
W, G = torch.tensor([1.0, 2.0]), torch.tensor([0.5, -1.0])


class AlwaysEqual:
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return torch.zeros(2)

    __rsub__ = __sub__


class AlwaysEqualTensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return torch.tensor(True)


@pytest.mark.parametrize(
    "actual, expected",
    [
        (W + 1e-7, W),
        (torch.nn.Parameter(W), W),
        (W.double().requires_grad_() + 1e-12, W.double()),
        (torch.tensor([float("nan"), float("inf")]), torch.tensor([float("nan"), float("inf")])),
        (torch.zeros(0), torch.zeros(0)),
        (torch.zeros(3), torch.zeros(3)),
        (10, 10.0),
        (np.float32(0.5), 0.5),
        (torch.tensor(0.1), 0.1),
        (float("nan"), float("nan")),
        (np.bool_(True), True),
        (torch.tensor(False), False),
        ("sgd", "sgd"),
        (None, None),
        ((W, 2), [W, 2.0]),
        ({"a": W}, {"a": W}),
        (np.arange(3), np.arange(3)),
    ],
)
def test_right_values_pass(actual, expected):
    equal(actual, expected, "the value")


@pytest.mark.parametrize(
    "actual, expected, tag",
    [
        (W + 1e-3, W, "value"),
        (W.double() + 1e-7, W.double(), "value"),
        (torch.tensor([0.0, float("nan")]), torch.zeros(2), "value"),
        (torch.tensor([1e-4, 0.0]), torch.zeros(2), "value"),
        (W[None], W, "shape"),
        (W.double(), W, "dtype"),
        (W.to("meta"), W, "device"),
        (W.tolist(), W, "type"),
        (AlwaysEqual(), W, "type"),
        (W.as_subclass(AlwaysEqualTensor), W, "type"),
        (AlwaysEqual(), 1.0, "type"),
        (AlwaysEqual(), "sgd", "type"),
        (AlwaysEqual(), [1.0], "type"),
        (AlwaysEqual(), {"a": 1}, "type"),
        (AlwaysEqual(), np.arange(3), "type"),
        (True, 1, "type"),
        (1, True, "type"),
        (None, 1.0, "type"),
        (1.0 + 1e-6, 1.0, "value"),
        (1e-6, 0.0, "value"),
        ("adam", "sgd", "value"),
        ([1.0, 2.0], [1.0], "shape"),
        ([1.0, AlwaysEqual()], [1.0, 2.0], "type"),
        ((W, G), (W, W), "value"),
        ({"b": W}, {"a": W}, "value"),
        (np.arange(3) + 1, np.arange(3), "value"),
    ],
)
def test_wrong_values_are_turned_down_with_the_fault(actual, expected, tag):
    with pytest.raises(Wrong, match=rf"the value: .* \[{tag}\]$") as caught:
        equal(actual, expected, "the value")
    assert caught.value.tag == tag


def test_a_message_says_what_was_expected_what_came_and_which_misconception():
    with pytest.raises(Wrong) as caught:
        equal(W + G, W - G, "the step", first_step=("No.", W), sign=("It climbs.", W + G))
    assert str(caught.value) == "the step: expected [0.5, 3], got [1.5, 1]. It climbs. [sign]"


def test_a_name_of_two_words_is_tagged_in_kebab_case():
    with pytest.raises(Wrong, match=r"\[first-step\]$"):
        equal(W, W - G, "the step", first_step=("The first step is missing.", W))


def test_large_tensors_show_the_first_difference():
    expected = torch.zeros(3, 4)
    actual = expected.clone()
    actual[1, 2] = actual[2, 0] = 1.0
    with pytest.raises(Wrong, match=r"at \[1, 2\] expected 0, got 1 \(2 of 12 entries differ\)"):
        equal(actual, expected, "the table")


def test_a_small_difference_is_shown_in_enough_digits():
    quarter = torch.tensor([0.25], dtype=torch.float64)
    with pytest.raises(Wrong, match=r"expected \[0.25\], got \[0.25000002\]"):
        equal(quarter + 2e-8, quarter, "the share")


def test_values_of_other_types_are_shown_where_they_are_short():
    with pytest.raises(Wrong, match=r"expected 4, got None\. \[type\]"):
        equal(None, 4, "the step")


def test_a_difference_within_a_list_says_where():
    with pytest.raises(Wrong, match=r"item 1: expected shape \(2,\), got \(1,\)"):
        equal([W, W[:1]], [W, W], "the weights")


def test_a_short_list_of_numbers_is_shown_whole():
    with pytest.raises(Wrong, match=r"expected \[1, 2, 3\], got \[1, 2, 4\]"):
        equal([1, 2.0, 4.0], [1, 2.0, 3.0], "the steps")


def test_tolerance_is_relative_to_the_largest_entry():
    equal(W * 1.005, W, "the mean", tolerance=0.01)
    with pytest.raises(Wrong):
        equal(W * 1.05, W, "the mean", tolerance=0.01)


def test_a_test_that_cannot_see_its_misconception_is_refused():
    with pytest.raises(ValueError, match="cannot tell first_step"):
        equal(W, W, "the step", first_step=("The first step is missing.", W + 1e-7))


def test_holds_wants_a_real_bool():
    holds(torch.tensor(1.0) > 0, "above zero")
    holds(np.float64(1.0) > 0, "above zero")
    for condition in (False, AlwaysEqual(), 1, torch.tensor(False)):
        with pytest.raises(Wrong, match=r"above zero.* \[property\]$"):
            holds(condition, "above zero")


def test_holds_names_the_misconception_that_is_seen():
    with pytest.raises(Wrong, match=r"Scaled twice. \[scale\]$"):
        holds(False, "the mean stays", sign=("Climbs.", False), scale=("Scaled twice.", torch.tensor(True)))


def test_an_edit_in_place_is_seen():
    grads = [W.clone(), {"bias": G.clone()}]
    with unchanged(grads, W):
        grads[0] + 1
    for edit in (lambda: grads[0].mul_(2), lambda: grads[1]["bias"].data.zero_(), grads.pop):
        with pytest.raises(Wrong, match=r"in place .*\[edited-input\]$"), unchanged(W, grads):
            edit()


@pytest.mark.parametrize("mode", [TorchFunctionMode, TorchDispatchMode])
@pytest.mark.parametrize("check", [lambda: equal(1, 2, "one"), lambda: holds(False, "one")])
def test_nothing_is_compared_through_a_mode_that_the_answer_left_on(mode, check):
    class Lie(mode):
        def _answer(self, function, types, args=(), kwargs=None):
            return function(*args, **(kwargs or {}))

        __torch_function__ = __torch_dispatch__ = _answer

    with Lie(), pytest.raises(Wrong, match=r"leaves Lie on .*\[mode\]"):
        check()


def test_a_device_of_ones_own_is_no_such_mode():
    with torch.device("cpu"), without(torch.relu):
        equal(torch.ones(2), torch.ones(2), "ones")


def test_without_sees_a_torch_function_under_any_name():
    kept = torch.nn.functional.dropout
    layer = torch.nn.Dropout()
    calls = {
        torch.nn.functional.dropout: (kept, layer),
        torch.relu: (torch.relu,),
        sgd: (lambda w: sgd([w], [w], [None], **SETTINGS),),
        torch.Tensor.relu: (torch.Tensor.relu, lambda x: x.relu()),
    }
    for banned, ways in calls.items():
        for way in ways:
            with pytest.raises(Wrong, match=rf"{banned.__name__}.* \[forbidden-call\]$"), without(banned):
                way(W)


def test_without_sees_a_class_made_before_or_within():
    def build():
        return torch.optim.SGD([torch.nn.Parameter(W.clone())], lr=0.1)

    optimizer = build()
    for use in (build, optimizer.step):
        with pytest.raises(Wrong, match=r"SGD.*\[forbidden-call\]$"), without(torch.optim.SGD):
            use()


def test_without_sees_the_call_though_the_code_swallows_errors():
    def swallowing():
        try:
            torch.optim.SGD([], lr=0.1)
        except ValueError:
            return W

    with pytest.raises(Wrong, match="forbidden-call"), without(torch.optim.SGD):
        swallowing()


def test_without_lets_everything_else_run_and_puts_the_profiler_back():
    def profile(frame, event, argument):
        pass

    sys.setprofile(profile)
    try:
        with without(torch.optim.SGD, torch.relu, sgd):
            torch.optim.Adam([torch.nn.Parameter(W.clone())]).step()
            assert torch.equal(W.clamp(min=0), W)
        assert sys.getprofile() is profile
    finally:
        sys.setprofile(None)


def test_answer_hands_over_a_function_that_works():
    def step(w, *, rate):
        """Doc."""
        return w * rate

    found = answer(lambda: step)
    assert found(2, rate=3) == 6
    assert found.__doc__ == "Doc."


def test_answer_hands_over_anything_that_can_be_called():
    step = functools.partial(torch.add, 1)
    assert answer(lambda: step)(W).tolist() == [2.0, 3.0]


def test_answer_hands_over_a_class_that_works():
    class Base:
        def __init__(self, size):
            self.size = size

    class Step(Base):
        def __init__(self, size):
            super().__init__(size)

        @staticmethod
        def twice(x):
            return 2 * x

        def __call__(self, x):
            return self.twice(x) + self.size

    assert answer(lambda: Step)(1)(3) == 7


def test_a_stub_is_not_attempted():
    def step(*_args):
        raise NotImplementedError()

    class Step:
        __init__ = step

    class Later:
        run = step

    for use in (answer(lambda: step), answer(lambda: Step), lambda: answer(lambda: Later)().run()):
        with pytest.raises(NotAttempted, match=r"is not attempted yet.*\[not-attempted\]$"):
            use()


def test_a_missing_name_is_not_attempted():
    with pytest.raises(NotAttempted, match="missing_step does not exist"):
        answer(lambda: missing_step)  # noqa: F821


def test_an_error_of_torch_is_not_a_stub():
    def step():
        raise NotImplementedError("Could not run 'aten::relu' with arguments from the 'Meta' backend")

    with pytest.raises(NotImplementedError, match="aten::relu"):
        answer(lambda: step)()


def test_an_answer_that_cannot_be_called_is_wrong():
    with pytest.raises(Wrong, match=r"W should be a function or a class, it is a Tensor. \[type\]"):
        answer(lambda: W)


def test_kinds_work_on_this_machine():
    for kind in kinds():
        assert torch.ones(1).to(**kind).dtype == kind["dtype"]


def test_messages_are_in_the_language_of_the_reader(monkeypatch, capsys):
    spoken = {"the step": "bước", "It climbs.": "Nó leo lên.", "✓ The visible tests pass.": "✓ Đạt."}
    for module in ("helpers.teaching.checks", "helpers.teaching.fault"):
        monkeypatch.setattr(f"{module}._", lambda text: spoken.get(text, text))
    with pytest.raises(Wrong, match=r"^bước: .* Nó leo lên. \[sign\]$"):
        equal(W + G, W - G, "the step", sign=("It climbs.", W + G))
    passed()
    assert capsys.readouterr().out == "✓ Đạt.\n"


def test_a_notebook_shows_the_message_alone(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    shell.run_cell("from helpers.teaching.checks import equal\nequal(1.0, 2.0, 'the step')")
    assert capsys.readouterr().out == "✗ the step: expected 2, got 1. [value]\n"
