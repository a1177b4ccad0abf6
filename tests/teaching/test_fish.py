"""The case study at lecture size: the same from the same seed, and it learns."""

import pytest
import torch

from helpers.teaching.fish import CLASSES, accuracy, small_fish, small_net, train


@pytest.fixture(scope="module")
def photos():
    return small_fish(140, 70)


def sgd(weights):
    return torch.optim.SGD(weights, lr=0.1, momentum=0.9)


def test_photos_are_standardized_by_the_training_images(photos):
    assert photos.train_images.shape == (140, 3, 32, 32)
    assert photos.test_labels.shape == (70,)
    assert photos.train_images.mean((0, 2, 3)).abs().max() < 1e-4
    assert photos.train_images.std((0, 2, 3)) == pytest.approx([1.0] * 3, abs=1e-3)
    assert set(photos.train_labels.tolist()) == set(range(len(CLASSES)))


def test_the_net_depends_on_its_seed_alone():
    torch.manual_seed(1)
    first = small_net(seed=3)
    state = torch.get_rng_state()
    second = small_net(seed=3)
    assert torch.equal(state, torch.get_rng_state())
    assert torch.equal(first[0].weight, second[0].weight)
    assert not torch.equal(first[0].weight, small_net(seed=4)[0].weight)


def test_training_memorizes_and_repeats(photos):
    nets = [small_net(seed=0), small_net(seed=0)]
    histories = [train(net, photos, optimizer=sgd, epochs=12, seed=0) for net in nets]
    assert histories[0].loss == histories[1].loss
    assert len(histories[0].test_accuracy) == 12
    assert histories[0].loss[-1] < 0.5 * histories[0].loss[0]
    assert accuracy(nets[0], photos.train_images, photos.train_labels) > 0.5


def test_a_schedule_steps_after_every_batch(photos):
    rates = []

    def schedule(optimizer):
        made = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1.0)
        made.step = lambda: rates.append(optimizer.param_groups[0]["lr"])
        return made

    train(small_net(seed=0), photos, optimizer=sgd, epochs=2, seed=0, batch_size=70, schedule=schedule)
    assert len(rates) == 4


def test_a_loss_that_explodes_ends_the_training(photos):
    def wild(weights):
        return torch.optim.SGD(weights, lr=1e30)

    history = train(small_net(seed=0, norm=False), photos, optimizer=wild, epochs=3, seed=0)
    assert history.test_accuracy[-1] == pytest.approx(1 / 7)
    assert len(history.test_accuracy) == 3
