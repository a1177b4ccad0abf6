"""The small net that learns from uint8 pictures."""

import pytest
import torch

from helpers.data import synthetic
from helpers.teaching.learner import learn


@pytest.fixture(scope="module")
def fish():
    return synthetic.render(70, 32, difficulty=0.0)


def test_it_learns_its_pictures_by_heart_and_repeats(fish):
    first, again = (learn(fish.images, fish.labels, seed=0, epochs=25) for _ in range(2))
    assert torch.equal(first.probabilities(fish.images), again.probabilities(fish.images))
    assert first.accuracy(fish.images, fish.labels) > 0.8


def test_a_picture_is_judged_alone(fish):
    net = learn(fish.images, fish.labels, seed=0, epochs=1)
    together = net.probabilities(fish.images)
    assert together.shape == (70, 7)
    assert together.sum(1) == pytest.approx([1.0] * 70, abs=1e-5)
    assert torch.allclose(net.probabilities(fish.images[3:4])[0], together[3], atol=1e-5)
    assert torch.allclose(net.probabilities(fish.images.float()), together)
