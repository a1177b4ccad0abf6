"""Twins: the same fish in seven conditions."""

import pytest
import torch

from helpers.data.synthetic import CLASSES
from helpers.teaching.twins import twins


def test_only_the_lesion_differs():
    fish = twins(7, size_px=48, seed=1)
    assert list(fish) == list(CLASSES)
    healthy = fish["Healthy Fish"]
    assert healthy.shape == (7, 3, 48, 48)
    assert 0 <= healthy.min() < healthy.max() <= 1
    for name in set(CLASSES) - {"Healthy Fish"}:
        changed = ((fish[name] - healthy).abs().amax(1) > 0.02).float().mean((1, 2))
        assert changed.min() > 0 and changed.max() < 0.5  # the surroundings are the same


def test_red_patches_are_red_and_white_tails_pale():
    fish = twins(7, size_px=48, seed=1)
    red = (fish["Bacterial Red disease"] - fish["Healthy Fish"]).mean((0, 2, 3))
    assert red[0] > red[1:].max()
    pale = fish["Viral diseases White tail disease"] - fish["Healthy Fish"]
    assert pale.mean() > 0
    assert torch.equal(twins(7, size_px=48, seed=1)["Healthy Fish"], fish["Healthy Fish"])


def test_too_few_fish_are_turned_down():
    with pytest.raises(ValueError, match="count"):
        twins(2, size_px=48)
