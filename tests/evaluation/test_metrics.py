import json
from functools import partial

import numpy as np
import pytest
import sklearn.metrics
import torch
from torchmetrics.functional import classification as torchmetrics

from helpers.errors import InputError
from helpers.evaluation.metrics import OVERALL, Metrics, calibration_bins, measure

CLASSES = ("aa", "bb", "cc", "dd")


def predictions(groups=40, per_group=3, seed=0):
    """Probabilities (N, 4), labels, source groups; images of a group share label and most noise."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(rng.integers(0, len(CLASSES), groups), per_group)
    shared = np.repeat(rng.normal(size=(groups, len(CLASSES))), per_group, axis=0)
    logits = shared + 0.3 * rng.normal(size=(len(labels), len(CLASSES))) + np.eye(len(CLASSES))[labels]
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return p, labels, [f"g{i:03d}" for i in np.repeat(np.arange(groups), per_group)]


def width(estimate):
    return estimate.high - estimate.low


def test_values_agree_with_scikit_learn():
    p, y, groups = predictions()
    found, predicted, oracle = measure(p, y, groups, classes=CLASSES), p.argmax(axis=1), sklearn.metrics
    assert found.accuracy.value == pytest.approx(oracle.accuracy_score(y, predicted))
    assert found.balanced_accuracy.value == pytest.approx(oracle.balanced_accuracy_score(y, predicted))
    assert found.macro_f1.value == pytest.approx(oracle.f1_score(y, predicted, average="macro"))
    precision, recall, _, _ = oracle.precision_recall_fscore_support(y, predicted)
    assert [one.value for one in found.precision] == pytest.approx(precision)
    assert [one.value for one in found.recall] == pytest.approx(recall)
    assert np.array_equal(found.confusion, oracle.confusion_matrix(y, predicted))
    assert (found.images, found.source_groups) == (120, 40)


def test_calibration_error_agrees_with_torchmetrics():
    p, y, groups = predictions()
    oracle = torchmetrics.multiclass_calibration_error(
        torch.tensor(p), torch.tensor(y), num_classes=len(CLASSES), n_bins=15, norm="l1"
    )
    assert measure(p, y, groups, classes=CLASSES).calibration_error.value == pytest.approx(float(oracle))


@pytest.mark.filterwarnings("ignore:y_pred contains classes not in y_true")  # as resamples may
@pytest.mark.parametrize(
    ("name", "oracle"),
    [
        ("accuracy", sklearn.metrics.accuracy_score),
        ("balanced_accuracy", sklearn.metrics.balanced_accuracy_score),
        ("macro_f1", partial(sklearn.metrics.f1_score, average="macro")),
    ],
)
def test_intervals_are_those_of_a_plain_loop_over_resampled_groups(name, oracle):
    p, y, groups = predictions(groups=15)
    rows_of = np.arange(len(y)).reshape(15, 3)
    draws = np.random.default_rng(5).multinomial(15, np.full(15, 1 / 15), size=60)
    resamples = [np.repeat(rows_of, draw, axis=0).ravel() for draw in draws]
    scores = [oracle(y[rows], p[rows].argmax(axis=1)) for rows in resamples]
    found = getattr(measure(p, y, groups, classes=CLASSES, resamples=60, seed=5), name)
    assert [found.low, found.high] == pytest.approx(np.percentile(scores, [2.5, 97.5]))


def test_copies_of_an_image_do_not_narrow_the_intervals():
    p, y, groups = predictions()
    once = measure(p, y, groups, classes=CLASSES)
    again = measure(np.tile(p, (4, 1)), np.tile(y, 4), groups * 4, classes=CLASSES)
    for name in OVERALL:
        assert width(getattr(again, name)) == pytest.approx(width(getattr(once, name)))
    as_if_independent = measure(p, y, [""] * len(y), classes=CLASSES)
    assert width(as_if_independent.accuracy) < 0.8 * width(once.accuracy)


def test_the_order_of_images_does_not_matter():
    p, y, groups = predictions()
    order = np.random.default_rng(1).permutation(len(y))
    mixed = measure(p[order], y[order], [groups[i] for i in order], classes=CLASSES)
    assert mixed.recall[0].low == pytest.approx(measure(p, y, groups, classes=CLASSES).recall[0].low)


def test_intervals_of_accuracy_cover_the_truth_as_often_as_they_promise():
    truth = measure(*predictions(groups=20_000, seed=99), classes=CLASSES, resamples=1).accuracy.value
    found = [measure(*predictions(seed=i), classes=CLASSES, resamples=200).accuracy for i in range(100)]
    assert 88 <= sum(one.low <= truth <= one.high for one in found) <= 100


def test_a_class_without_images_leaves_the_means():
    p, y, groups = predictions()
    kept = y != 3
    p, y, groups = p[kept], y[kept], [g for g, keep in zip(groups, kept, strict=True) if keep]
    p[:, 3] = 0  # never predicted either
    found = measure(p, y, groups, classes=CLASSES)
    present = measure(p[:, :3], y, groups, classes=CLASSES[:3])
    assert found.balanced_accuracy == present.balanced_accuracy
    assert found.macro_f1 == present.macro_f1
    assert found.precision[3] is None and found.recall[3] is None
    assert "–" in found.table()


def test_a_class_of_one_group_has_an_interval_although_resamples_lack_it():
    p = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.6, 0.4]])
    found = measure(p, np.array([0, 0, 1, 1]), ["a", "b", "c", "c"], classes=("x", "y"), resamples=300)
    assert (found.recall[1].low, found.recall[1].value, found.recall[1].high) == (0.5, 0.5, 0.5)


def test_json_keeps_everything_even_what_is_undefined():
    p, y, groups = predictions()
    p[:, 3] = 0
    found = measure(p, y, groups, classes=CLASSES)
    text = json.dumps(found.to_dict(), allow_nan=False)
    assert Metrics.from_dict(json.loads(text)) == found


def test_table_shows_percentages_and_names():
    p, y, groups = predictions()
    found = measure(p, y, groups, classes=("aa", "bb", "cc", "a rather long name of a class"))
    text = found.table()
    assert f"{100 * found.balanced_accuracy.value:.1f} %" in text
    assert "40 source photos" in text and "a rather long name of a class" in text
    for line in text.splitlines():
        assert len(line) <= 100


def test_bins_of_a_reliability_diagram():
    bins = calibration_bins(np.array([0.99, 1.0, 0.5]), np.array([True, False, True]))
    assert bins["images"].tolist() == [1, 2]
    assert bins["accuracy"].tolist() == [1.0, 0.5]
    assert bins["confidence"].tolist() == pytest.approx([0.5, 0.995])
    assert bins[["low", "high"]].to_numpy() == pytest.approx(np.array([[7, 8], [14, 15]]) / 15)


@pytest.mark.parametrize(
    ("p", "y", "groups"),
    [
        (np.zeros((0, 2)), [], []),
        (np.zeros((2, 3)), [0, 1], ["a", "b"]),
        (np.zeros((2, 2)), [0, 1], ["a"]),
        (np.zeros((2, 2)), [0, 2], ["a", "b"]),
        (np.zeros((2, 2)), [0, -1], ["a", "b"]),
        (np.full((2, 2), np.nan), [0, 1], ["a", "b"]),
    ],
)
def test_arguments_that_do_not_fit_are_refused(p, y, groups):
    with pytest.raises(InputError, match=r"expected \(N, 2\)|labels must lie in 0 \.\. 1"):
        measure(p, np.array(y, dtype=int), groups, classes=("x", "y"))
