"""The clinic: every patient differs from the healthy code in one place, runs, and shows its sign."""

import math

import pytest
import torch
from torch import nn

from helpers.errors import InputError
from helpers.teaching import chart, clinic, vitals, ward


@pytest.mark.parametrize("number", clinic.CASES)
def test_a_patient_has_one_text_changed_and_it_still_compiles(number):
    case = clinic.CASES[number]
    assert clinic.ward_source().count(case.healthy) == 1
    sick = clinic.ward_source().replace(case.healthy, case.sick)
    assert sick != clinic.ward_source()
    compile(sick, "patient", "exec")


def test_the_operation_shows_the_line_as_found_and_as_it_should_be():
    shown = clinic.operation(5).splitlines()
    assert shown[0] == "patient 5, train()"
    assert [line[0] for line in shown[1:]] == ["-", "+"]
    assert "lr=0.0003" in shown[1] and "lr=0.03" in shown[2]


def test_an_unknown_patient_is_turned_away():
    with pytest.raises(InputError, match="there is no patient 99"):
        clinic.admit(99)


def test_a_chart_measures_gradient_update_and_rate():
    net = nn.Linear(2, 2, bias=False)
    nn.init.ones_(net.weight)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    noted = chart.Chart(optimizer)
    loss = net(torch.ones(1, 2)).sum()
    loss.backward()
    optimizer.step()
    noted.note_step(loss)
    assert noted.loss == [4.0] and noted.rate == [0.5]
    assert noted.gradient == pytest.approx([2.0])  # four weights, a gradient of 1 each
    assert noted.update == pytest.approx([0.5])  # a step of length 1 from weights of length 2


def test_shared_counts_copies_bit_for_bit():
    images = torch.rand(5, 3, 4, 4)
    assert chart.shared(images[:3], images[2:]) == 1


@pytest.mark.slow
def test_a_leak_is_counted_and_a_forgotten_eval_shows_in_company():
    healthy, leak, company = clinic.admit(0), clinic.admit(11), clinic.admit(7)
    assert (healthy.shared, leak.shared) == (0, 200)
    assert healthy.company == 0 < company.company
    table = vitals.vitals({"0": healthy, "11": leak})
    assert list(table.columns) == ["0", "11"]
    assert float(table.iloc[0, 0]) == pytest.approx(healthy.loss[0] / math.log(7), rel=0.01)


@pytest.mark.slow
def test_the_repaired_run_is_the_healthy_one():
    assert clinic.discharge(5) is clinic.admit(0)
    assert clinic.discharge(12).loss != clinic.admit(0).loss  # its fish have rare classes


def test_the_last_layer_starts_without_an_opinion():
    torch.manual_seed(0)
    logits = ward.build().eval()(torch.rand(4, 3, 24, 24))
    assert logits.shape == (4, 7)
    assert torch.allclose(logits, logits[:1].expand(4, 7))
