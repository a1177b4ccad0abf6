"""Augmentation: each operation does what its name says, to each image on its own."""

import numpy as np
import pytest
import torch
import torchvision.transforms.v2.functional as V

from helpers.data.augment import Augment, apply, mixup, resize
from helpers.errors import InputError

SIZE = 24


@pytest.fixture
def images():
    generator = torch.Generator().manual_seed(0)
    return torch.randint(0, 256, (6, 3, SIZE, SIZE), dtype=torch.uint8, generator=generator)


@pytest.fixture
def smooth():
    """Photos have no white noise: a low-frequency image, on which interpolation errors are small."""
    generator = torch.Generator().manual_seed(0)
    coarse = torch.rand(6, 3, 4, 4, generator=generator)
    return (torch.nn.functional.interpolate(coarse, (48, 48), mode="bicubic").clamp(0, 1) * 255).to(
        torch.uint8
    )


def draw(count, **strengths):
    return Augment(**strengths).sample_params(count, torch.Generator().manual_seed(1))


def test_no_strength_changes_nothing(images):
    torch.testing.assert_close(apply(images, draw(6), size_px=SIZE), images / 255, atol=1e-5, rtol=0)


def test_flips(images):
    across = apply(images, draw(6, flip=1.0), size_px=SIZE)
    torch.testing.assert_close(across, images.flip(3) / 255, atol=1e-4, rtol=0)
    upside_down = apply(images, draw(6, flip_vertical=1.0), size_px=SIZE)
    torch.testing.assert_close(upside_down, images.flip(2) / 255, atol=1e-4, rtol=0)


def test_flip_is_drawn_for_each_image():
    mirrored = draw(2000, flip=0.5).theta[:, 0, 0] < 0
    assert 900 < mirrored.sum() < 1100


def test_rotation_agrees_with_torchvision(smooth):
    params = draw(6, rotation_deg=40.0)
    turned = apply(smooth, params, size_px=48)
    angles = torch.atan2(-params.theta[:, 0, 1], params.theta[:, 0, 0]) * 180 / torch.pi
    assert angles.abs().max() <= 40 and angles.unique().numel() == 6
    inside = torch.zeros(48, 48, dtype=torch.bool)
    inside[14:34, 14:34] = True  # away from corners, which the two fill differently
    for ours, image, angle in zip(turned, smooth, angles, strict=True):
        theirs = V.rotate(image / 255, angle.item(), interpolation=V.InterpolationMode.BILINEAR)
        assert (ours - theirs)[:, inside].abs().max() < 0.02


def test_crops_stay_inside_and_keep_their_share():
    theta = draw(1000, min_area=0.25, aspect=0.3).theta
    width, height = theta[:, 0, 0], theta[:, 1, 1]
    assert (width + theta[:, 0, 2].abs()).max() <= 1 + 1e-6
    assert (height + theta[:, 1, 2].abs()).max() <= 1 + 1e-6
    assert (width * height).min() > 0.25 / 1.3 and (width * height).max() <= 1
    ratio = width / height
    assert ratio.min() >= 1 / 1.31 and ratio.max() <= 1.31


def test_colour_agrees_with_pillows_definitions(smooth):
    grey = smooth.float().mul(torch.tensor([0.299, 0.587, 0.114])[:, None, None]).sum(1) / 255
    params = draw(6, saturation=1.0)
    changed = apply(smooth, params, size_px=48).mul(torch.tensor([0.299, 0.587, 0.114])[:, None, None]).sum(1)
    unclipped = (apply(smooth, params, size_px=48) > 0).all(1) & (apply(smooth, params, size_px=48) < 1).all(
        1
    )
    torch.testing.assert_close(changed[unclipped], grey[unclipped], atol=2e-3, rtol=0)  # luma stays


def test_brightness_scales_and_contrast_turns_about_mid_grey():
    half = torch.full((4, 3, 8, 8), 51, dtype=torch.uint8)  # 0.2
    params = draw(4, brightness=0.5)
    torch.testing.assert_close(
        apply(half, params, size_px=8)[:, 0, 0, 0], 0.2 * params.colour[:, :, :3].sum(2)[:, 0]
    )
    middle = torch.full((4, 3, 8, 8), 128, dtype=torch.uint8)
    torch.testing.assert_close(
        apply(middle, draw(4, contrast=0.9), size_px=8), middle / 255, atol=0.005, rtol=0
    )


def test_hue_keeps_grey_grey():
    grey = torch.arange(0, 256, 4, dtype=torch.uint8).view(1, 1, 8, 8).expand(3, 3, 8, 8)
    torch.testing.assert_close(apply(grey, draw(3, hue=0.5), size_px=8), grey / 255, atol=2e-3, rtol=0)


def test_every_image_draws_its_own_numbers():
    params = draw(50, min_area=0.5, rotation_deg=10.0, brightness=0.2)
    assert params.theta.flatten(1).unique(dim=0).shape[0] == 50
    assert params.colour.flatten(1).unique(dim=0).shape[0] == 50


def test_same_generator_same_batch(images):
    one, two = (apply(images, draw(6, min_area=0.5, rotation_deg=9.0), size_px=16) for _ in range(2))
    assert torch.equal(one, two)


def test_input_is_not_changed(images):
    before = images.clone()
    apply(images, draw(6, brightness=0.5, rotation_deg=30.0), size_px=SIZE)
    resize(images, size_px=8)
    assert torch.equal(before, images)


def test_result_is_channels_last_float_in_range(images):
    out = apply(images, draw(6, brightness=0.9, contrast=0.9), size_px=20)
    assert out.shape == (6, 3, 20, 20) and out.dtype == torch.float32
    assert out.is_contiguous(memory_format=torch.channels_last)
    assert out.min() >= 0 and out.max() <= 1


def test_resize_is_antialiased():
    checkers = torch.from_numpy(np.indices((32, 32)).sum(0) % 2 * 255).to(torch.uint8).expand(1, 3, 32, 32)
    assert (resize(checkers, size_px=8) - 0.5).abs().max() < 0.1


def test_mixup_keeps_the_sum_of_targets_and_mixes_alike(images):
    x = images / 255
    targets = torch.eye(6)
    mixed, soft = mixup(x, targets, 0.4, torch.Generator().manual_seed(0))
    torch.testing.assert_close(soft.sum(1), torch.ones(6))
    # Each mixed image is the soft targets' combination of the images, since here target i means image i.
    torch.testing.assert_close(mixed, torch.einsum("ij,jchw->ichw", soft, x))
    assert not torch.equal(mixed, x)


@pytest.mark.parametrize(
    "strengths", [{"min_area": 0.0}, {"rotation_deg": 200.0}, {"flip": 1.5}, {"hue": -0.1}, {"contrast": 1.0}]
)
def test_strength_out_of_range(strengths):
    with pytest.raises(InputError, match=f"{next(iter(strengths))} is .*: it must lie in"):
        Augment(**strengths)
