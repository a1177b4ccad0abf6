import pytest
import torch

from helpers.errors import InputError
from helpers.teaching.epochs import POOL, VALIDATION, judge, pool, watch
from helpers.teaching.fish import small_net


@pytest.fixture(scope="module")
def record():
    return watch(seed=0, epochs=2, images=64, width=2)


def test_every_unseen_fish_is_judged_after_every_epoch(record):
    unseen = POOL - 64
    assert record.train_loss.shape == (2,)
    assert record.loss.shape == record.right.shape == (2, unseen)
    assert torch.allclose(record.val_loss, record.loss[:, :VALIDATION].mean(1))
    assert torch.allclose(record.test_accuracy, 100 * record.right[:, VALIDATION:].float().mean(1))


def test_the_same_training_is_not_run_twice(record):
    assert watch(seed=0, epochs=2, images=64, width=2) is record


def test_wrong_labels_are_taught_but_not_asked_for(record):
    noisy = watch(seed=0, epochs=2, images=64, width=2, label_noise=0.9)
    assert not torch.equal(noisy.train_loss, record.train_loss)
    assert noisy.val_loss.isfinite().all()


def test_a_judgement_is_made_in_evaluation_mode_and_without_gradients():
    images, labels = (part[:80] for part in pool())
    net = small_net(seed=0, width=2)
    loss, right = judge(net, images, labels)
    logits = net.eval()(images)
    expected = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
    assert torch.allclose(loss, expected, atol=1e-5) and not loss.requires_grad
    assert torch.equal(right, logits.argmax(1) == labels)


def test_a_test_set_must_be_left():
    with pytest.raises(InputError, match="images is 850, expected 1 to 849"):
        watch(seed=0, images=850)
