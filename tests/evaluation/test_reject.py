import shutil
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw
from sklearn.neighbors import NearestNeighbors

from helpers.data import cache
from helpers.data.datamodule import cache_px
from helpers.errors import InputError
from helpers.evaluation import reject
from helpers.training.run import Run

SIDE = 43  # cache_px(32)
COUNT = 20  # images of each kind


@pytest.fixture(scope="module")
def model(tiny_run):
    return tiny_run.load_model()


@pytest.fixture(scope="module")
def rejector(tiny_run):
    return reject.load(tiny_run)


@pytest.fixture(scope="module")
def pixels(tiny_run):
    return cache.decode(tiny_run.config.data, tiny_run.table, size_px=cache_px(tiny_run.config.size_px))


@pytest.fixture
def copied(tiny_run, rejector, tmp_path):
    """A copy of the run, with its reject option, to be changed."""
    return Run(shutil.copytree(tiny_run.folder, tmp_path / "run"))


def channels_first(images):
    return np.stack([np.asarray(image) for image in images]).transpose(0, 3, 1, 2).astype(np.uint8)


def tints(rng):
    return rng.integers(0, 256, (COUNT, 2, 1, 1, 3))


def blank_images():
    """Images without any content, by kind: uint8 (COUNT, 3, SIDE, SIDE)."""
    rng = np.random.default_rng(0)
    shape = (COUNT, SIDE, SIDE, 3)
    ramp = np.linspace(0, 1, SIDE)[None, :, None, None]
    first, second = tints(rng).transpose(1, 0, 2, 3, 4)
    return {
        "black": np.zeros((1, 3, SIDE, SIDE), np.uint8),
        "white": np.full((1, 3, SIDE, SIDE), 255, np.uint8),
        "grey": channels_first(np.broadcast_to(np.linspace(0, 255, COUNT)[:, None, None, None], shape)),
        "colour": channels_first(np.broadcast_to(first, shape)),
        "gradient": channels_first(np.broadcast_to(first + (second - first) * ramp, shape)),
        "noise": rng.integers(0, 256, (COUNT, 3, SIDE, SIDE), dtype=np.uint8),
        "dark noise": rng.integers(0, 12, (COUNT, 3, SIDE, SIDE), dtype=np.uint8),
    }


def unrelated_images():
    """Drawn patterns that show no fish, by kind."""
    rng = np.random.default_rng(1)
    y, x = np.mgrid[:SIDE, :SIDE]
    first, second = tints(rng).transpose(1, 0, 2, 3, 4)
    cells, waves = rng.integers(2, 9, COUNT), rng.uniform(0.3, 1.5, (COUNT, 2))
    boards = np.stack([((x // cell) + (y // cell)) % 2 for cell in cells])[..., None]
    stripes = np.stack([0.5 + 0.5 * np.sin(a * x + b * y) for a, b in waves])[..., None]

    def page():
        image = Image.new("RGB", (SIDE, SIDE), "white")
        letters = "".join(map(chr, rng.integers(65, 122, 60)))
        ImageDraw.Draw(image).multiline_text(
            (1, 1), "\n".join(letters[i : i + 9] for i in range(0, 60, 9)), "black"
        )
        return image

    return {
        "checkerboard": channels_first(first + (second - first) * boards),
        "stripes": channels_first(first + (second - first) * stripes),
        "text": channels_first([page() for _ in range(COUNT)]),
    }


@pytest.mark.parametrize("kind", blank_images())
def test_a_blank_image_is_not_sure(rejector, model, kind):
    assert all(rejector.reasons(model, blank_images()[kind]))


@pytest.mark.parametrize("kind", unrelated_images())
def test_an_unrelated_image_is_not_sure(rejector, model, kind):
    reasons = rejector.reasons(model, unrelated_images()[kind])
    assert np.mean([reason != "" for reason in reasons]) >= 0.9


def test_most_genuine_photos_of_unseen_sources_get_an_answer(rejector, model, pixels, tiny_run):
    reasons = rejector.reasons(model, pixels[tiny_run.table["split"] == "test"])
    assert len(reasons) > 50
    assert np.mean([reason != "" for reason in reasons]) <= 0.25  # alpha is 0.1; few and grouped images


def test_at_most_alpha_of_the_validation_images_are_turned_down(tiny_run, rejector, model, pixels):
    inside = pixels[tiny_run.table["split"] == "val"]
    reasons = rejector.reasons(model, inside)
    share = np.mean([reason != "" for reason in reasons])
    assert share == pytest.approx(rejector.rejected) and 0 < share <= rejector.alpha
    assert rejector.images == len(inside)
    assert set(reasons) <= {"", *reject.REASONS.values()}


def test_limits_turn_down_about_alpha_of_new_images():
    generator = torch.Generator().manual_seed(0)
    # Correlated scores, as an odd image is odd in many ways; 100 calibrations of 150 images each.
    mix = torch.tensor([[1.0, 0.5, 0.2], [0.0, 1.0, 0.3], [0.0, 0.0, 1.0]])
    shares = []
    for _ in range(100):
        scores = torch.randn(650, 3, generator=generator) @ mix
        limits = reject._limits(scores[:150], 0.2)
        assert (scores[:150] > limits).any(1).float().mean() <= 0.2
        shares.append((scores[150:] > limits).any(1).float().mean().item())
    assert 0.18 < np.mean(shares) < 0.23


def test_few_validation_images_turn_none_of_themselves_down():
    scores = torch.rand(5, 3, generator=torch.Generator().manual_seed(0))
    assert torch.equal(reject._limits(scores, 0.1), scores.amax(0))
    assert torch.equal(reject._limits(scores, 0.0), scores.amax(0))


def test_each_score_has_its_reason(rejector, model, pixels):
    for i, reason in enumerate(reject.REASONS.values()):
        limits = torch.full((3,), torch.inf)
        limits[i] = -torch.inf
        assert replace(rejector, limits=limits).reasons(model, pixels[:2]) == [reason] * 2


def test_scores_against_their_definitions(rejector, model, pixels, tiny_run):
    scores = rejector.scores(model, pixels[:5])
    confidence, features, contrasts = reject.describe(model, pixels[:5])
    torch.testing.assert_close(scores[:, 0], confidence)
    torch.testing.assert_close(features.norm(dim=1), torch.ones(5))
    assert features.shape == (5, 256)
    for column, points, bank in (
        (1, features, rejector.features.float()),
        (2, (contrasts - rejector.mean) @ rejector.whitening, rejector.contrasts),
    ):
        oracle = NearestNeighbors(n_neighbors=reject.NEAREST).fit(bank.numpy())
        distance = oracle.kneighbors(points.numpy())[0][:, -1]
        np.testing.assert_allclose(scores[:, column].numpy(), distance, atol=2e-3)
    assert len(rejector.features) == (tiny_run.table["split"] == "train").sum()


def test_whitened_contrasts_are_alike_and_uncorrelated(rejector):
    covariance = torch.cov(rejector.contrasts.T)
    assert (covariance - torch.diag(covariance.diagonal())).abs().max() < 1e-3
    assert covariance.diagonal().max() <= 1.02 and covariance.diagonal()[-1] > 0.9


def test_contrasts_by_scale():
    flat = torch.full((1, 3, 32, 32), 0.3)
    floor = np.log(reject.CONTRAST_FLOOR)
    torch.testing.assert_close(reject.log_contrasts(flat), torch.full((1, 15), floor), atol=1e-3, rtol=0)
    y, x = torch.meshgrid(torch.arange(32), torch.arange(32), indexing="ij")
    for scale in range(3):
        board = ((x >> scale) + (y >> scale)) % 2
        contrast = reject.log_contrasts(board.expand(1, 3, 32, 32) * 0.5)[0].exp() - reject.CONTRAST_FLOOR
        expected = torch.zeros(15)
        expected[3 * scale] = 0.25  # half of the difference, in brightness, at its own scale alone
        torch.testing.assert_close(contrast, expected, atol=1e-4, rtol=0)
    assert reject.log_contrasts(torch.rand(2, 3, 8, 9)).isfinite().all()


def test_the_file_holds_plain_values_and_is_read_not_fitted_again(copied, rejector, monkeypatch):
    content = torch.load(copied.folder / reject.FILE, weights_only=True)
    assert content["version"] == reject.VERSION
    monkeypatch.setattr(reject, "calibrate", None)
    again = reject.load(copied)
    for name in ("limits", "features", "contrasts", "mean", "whitening"):
        assert torch.equal(getattr(again, name), getattr(rejector, name))
    assert (again.weights, again.alpha, again.images) == (rejector.weights, rejector.alpha, rejector.images)


def damaged(run):
    (run.folder / reject.FILE).write_bytes(b"damaged")


def of_other_weights(run):
    with run.checkpoint("last").open("ab") as file:
        file.write(b"\0")


def of_another_version(run):
    file = run.folder / reject.FILE
    torch.save({**torch.load(file, weights_only=True), "version": 0}, file)


@pytest.mark.parametrize("change", [damaged, of_other_weights, of_another_version])
def test_a_file_that_does_not_belong_to_the_model_is_fitted_again(copied, change, monkeypatch):
    change(copied)
    fitted = []
    monkeypatch.setattr(reject, "calibrate", lambda run, **options: fitted.append(run) or "fitted")
    assert reject.load(copied) == "fitted" and fitted == [copied]


def test_calibration_takes_a_share_and_needs_validation_images(copied):
    assert reject.calibrate(copied, alpha=0.5).rejected > reject.calibrate(copied, alpha=0.05).rejected
    for alpha in (-0.1, 1.0):
        with pytest.raises(InputError, match="alpha"):
            reject.calibrate(copied, alpha=alpha)
    copied.table["split"] = copied.table["split"].replace("val", "train")
    with pytest.raises(InputError, match="no validation images"):
        reject.calibrate(copied)
