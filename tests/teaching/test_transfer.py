"""The small world of transfer: two source tasks, a target, and nets trained on the sources."""

import pytest
import torch
import torchvision

from helpers.data import synthetic
from helpers.teaching import transfer


@pytest.fixture(scope="module")
def small():
    return transfer.four_conditions().first(64)


def test_the_tasks_look_alike_and_have_all_their_classes():
    tasks = transfer.target(), transfer.four_conditions(), transfer.digits()
    for task in tasks:
        assert task.images.shape[1:] == task.test_images.shape[1:] == (3, 32, 32)
        assert task.images.min() >= 0 and task.images.max() <= 1
        assert set(task.labels.tolist()) == set(task.test_labels.tolist()) == set(range(task.classes))
    assert [task.classes for task in tasks] == [7, 4, 10]


def test_the_near_source_keeps_the_four_conditions_in_order_and_shows_other_fish():
    drawn = synthetic.render(
        transfer.SOURCE_FISH, transfer.SIZE_PX, seed=transfer.SOURCE_SEED, difficulty=0.0
    )
    source = transfer.four_conditions()
    kept = [i for i, label in enumerate(drawn.labels.tolist()) if label in transfer.KNOWN]
    assert len(source.labels) + len(source.test_labels) == len(kept)
    for place in (0, 1, 5):
        assert torch.equal(source.images[place], drawn.images[kept[place]].float() / 255)
        assert transfer.KNOWN[source.labels[place]] == drawn.labels[kept[place]]
    flat = transfer.target().images.flatten(1)
    assert not any((flat == picture).all(1).any() for picture in source.images.flatten(1)[:50])


def test_pretraining_learns_repeats_and_keeps_its_own_statistics(small):
    first = transfer.pretrain(small, epochs=30)
    again = transfer.pretrain(transfer.four_conditions().first(64), epochs=30)
    assert first is transfer.pretrain(small, epochs=30)
    assert first is not again
    assert all(map(torch.equal, first.net.state_dict().values(), again.net.state_dict().values()))
    ready = first.ready(small.images)
    assert ready.mean((0, 2, 3)).abs().max() < 1e-4
    assert ready.std((0, 2, 3)) == pytest.approx([1.0] * 3, abs=1e-3)
    learned = transfer.Task(small.images, small.labels, small.images, small.labels, 4)
    blank = transfer.untrained(small)
    assert transfer.score(first, first.net, learned) > 80 > transfer.score(blank, blank.net, learned)


def test_an_untrained_net_comes_from_its_seed_alone(small):
    torch.manual_seed(5)
    before = torch.random.get_rng_state()
    first, again, other = (transfer.untrained(small, seed=seed).net for seed in (0, 0, 1))
    assert torch.equal(torch.random.get_rng_state(), before)
    assert torch.equal(first[-1].weight, again[-1].weight)
    assert not torch.equal(first[0].weight, other[0].weight)


def test_a_stand_in_is_what_torchvision_loads_and_the_cache_is_put_back():
    weights = torchvision.models.SqueezeNet1_1_Weights.DEFAULT
    state = torchvision.models.squeezenet1_1().state_dict()
    home = torch.hub.get_dir()
    with pytest.raises(KeyError), transfer.stand_in(weights, state):
        net = torchvision.models.squeezenet1_1(weights=weights)
        raise KeyError
    assert torch.hub.get_dir() == home
    assert all(map(torch.equal, net.state_dict().values(), state.values()))
