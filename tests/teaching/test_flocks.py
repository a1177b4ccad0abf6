"""A flock is nothing but its nets: each is an ordinary module, and trains as it would alone."""

import pytest
import torch

from helpers.errors import InputError
from helpers.teaching.flocks import train_flock

GENERATOR = torch.Generator().manual_seed(0)
X = torch.randn(48, 6, generator=GENERATOR)
Y = X[:, :3].argmax(1)


def test_a_net_taken_out_gives_the_same_logits():
    (flock,) = train_flock([3, 4], X, Y, epochs=1)
    for i in range(2):
        assert torch.allclose(flock.net(i)(X), flock.logits(X)[i], atol=1e-5)
    assert torch.allclose(flock.probabilities(X).sum(-1), torch.ones(2, 48))


def test_a_net_trains_beside_others_as_it_does_alone():
    both = train_flock([3, 4], X, Y, epochs=5)[-1]
    alone = train_flock([4], X, Y, epochs=5)[-1]
    assert torch.allclose(both.logits(X)[1], alone.logits(X)[0], atol=1e-4)
    assert not torch.allclose(both.logits(X)[0], both.logits(X)[1], atol=1e-2)


def test_they_learn_and_each_cycle_leaves_a_flock_of_its_own():
    kept = train_flock(range(3), X, Y, epochs=30, cycles=3)
    right = [(flock.logits(X).argmax(-1) == Y).float().mean() for flock in kept]
    assert len(kept) == 3 and right[-1] > 0.9
    assert not torch.equal(kept[0].weights[0], kept[1].weights[0])


def test_one_step_is_that_of_sgd():
    before = train_flock([0], X[:32], Y[:32], epochs=1, rate=0.0)[-1].net(0)
    after = train_flock([0], X[:32], Y[:32], epochs=1, rate=0.1)[-1].net(0)
    torch.nn.functional.cross_entropy(before(X[:32]), Y[:32]).backward()
    moved = before[0].weight - 0.1 * before[0].weight.grad
    assert torch.allclose(after[0].weight, moved, atol=1e-6)


def test_what_cannot_be_is_refused():
    with pytest.raises(InputError, match="a seed for each of its nets"):
        train_flock([], X, Y, epochs=5)
    with pytest.raises(InputError, match="10 steps do not divide into 3 equal cycles"):
        train_flock([0], X, Y, epochs=5, cycles=3)
