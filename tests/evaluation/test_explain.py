import numpy as np
import pytest
import torch
import torchvision
from PIL import Image
from torch import nn

from helpers.config import TrainConfig
from helpers.errors import InputError
from helpers.evaluation.explain import explain, grad_cam, overlay, save
from helpers.training import models
from helpers.training.module import LightningModel

CLASSES = ("a", "b", "c", "d")


class Quadrants(nn.Module):
    """A network whose class k looks at quadrant k alone (row by row)."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 1, kernel_size=1, bias=False)
        self.relu = nn.ReLU(inplace=True)  # the hook must survive a layer that works in place
        self.conv2 = nn.Conv2d(1, 1, kernel_size=1, bias=False)
        self.pool = nn.AdaptiveAvgPool2d(2)
        self.fc = nn.Sequential(nn.Dropout(0.0), nn.Linear(4, 4, bias=False))
        for layer in (self.conv, self.conv2):
            nn.init.ones_(layer.weight)
        nn.init.eye_(self.fc[1].weight)

    def forward(self, x):
        return self.fc(self.pool(self.conv2(self.relu(self.conv(x)))).flatten(1))


def wrapped(network, size_px=32):
    model = LightningModel(TrainConfig(model="compact", size_px=size_px), CLASSES)
    model.model = network
    return model.eval()


def untrained(name, seed=0, size_px=32):
    torch.manual_seed(seed)
    config = TrainConfig(model=name, size_px=size_px, precision="32-true")
    return LightningModel(config, CLASSES).eval()


@pytest.fixture
def images():
    return torch.rand(4, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 0.4 + 0.6


def hooks(model):
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules())


def correlation(first, second):
    return np.corrcoef(first.flatten(), second.flatten())[0, 1]


@pytest.mark.parametrize("per_place", [True, False])
def test_the_heat_lies_in_the_quadrant_that_decides(images, per_place):
    model = wrapped(Quadrants())
    if not per_place:
        # One weight for all places of a map cannot tell them apart: only what is bright there can.
        images = images * 0
        for k in range(4):
            images[k, :, 16 * (k // 2) :, 16 * (k % 2) :][:, :16, :16] = 1
    heat = grad_cam(model, images, torch.arange(4), per_place=per_place)
    assert heat.shape == (4, 32, 32) and heat.dtype == torch.float32
    for k in range(4):
        quadrants = heat[k].unflatten(0, (2, 16)).unflatten(2, (2, 16)).sum((1, 3)).flatten()
        assert quadrants[k] > 0.95 * quadrants.sum()
        assert heat[k].max() == 1 and heat[k].min() == 0


def test_published_grad_cam_against_its_definition(images):
    model = untrained("compact")
    conv = models.last_conv(model.model)
    maps = []
    hook = conv.register_forward_hook(lambda module, inputs, output: maps.append(output))
    logits = model(images)
    hook.remove()
    (gradient,) = torch.autograd.grad(logits[:, 2].sum(), maps[0])
    alpha = gradient.mean((2, 3), keepdim=True)
    expected = (alpha * maps[0]).sum(1, keepdim=True).relu()
    expected = nn.functional.interpolate(expected, size=32, mode="bilinear", align_corners=False)[:, 0]
    expected = (expected / expected.amax((1, 2), keepdim=True).clamp(min=1e-30)).detach()
    found = grad_cam(model, images, torch.full((4,), 2), layer=conv, per_place=False)
    torch.testing.assert_close(found, expected)


def test_before_pooling_and_a_linear_head_both_kinds_agree():
    model = untrained("compact", size_px=64)
    images = torch.rand(3, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    layer = model.model.layer4
    torch.testing.assert_close(
        grad_cam(model, images, layer=layer), grad_cam(model, images, layer=layer, per_place=False)
    )


def test_other_weights_give_another_map(tiny_run, images):
    # The sanity check of Adebayo et al. 2018 (arXiv:1810.03292): a map that survives it shows edges only.
    model = tiny_run.load_model()
    before = grad_cam(model, images, torch.zeros(4, dtype=torch.int64))
    torch.manual_seed(1)
    for module in model.model.modules():
        if isinstance(module, nn.Conv2d | nn.Linear | nn.BatchNorm2d):
            module.reset_parameters()
    after = grad_cam(model, images, torch.zeros(4, dtype=torch.int64))
    assert correlation(before, after) < 0.5
    assert (
        correlation(before, grad_cam(tiny_run.load_model(), images, torch.zeros(4, dtype=torch.int64))) > 0.99
    )


def test_a_batch_is_its_images_one_by_one_and_each_gets_its_class(images):
    model = untrained("compact")
    together = grad_cam(model, images)
    apart = torch.cat([grad_cam(model, image[None]) for image in images])
    torch.testing.assert_close(together, apart, atol=1e-4, rtol=0)
    predicted = model(images).argmax(1)
    torch.testing.assert_close(together, grad_cam(model, images, predicted))
    assert not torch.allclose(together, grad_cam(model, images, (predicted + 1) % 4), atol=0.1)


def test_the_model_is_left_as_it_was(images):
    model = untrained("compact").train()
    model.requires_grad_(False)
    count = hooks(model)
    before = {key: value.clone() for key, value in model.state_dict().items()}
    with torch.inference_mode():
        grad_cam(model, images.clone())
    with pytest.raises(RuntimeError):
        grad_cam(model, images[:, :1].expand(-1, 2, -1, -1))  # fails inside the network
    assert hooks(model) == count and model.training
    assert all(torch.equal(value, before[key]) for key, value in model.state_dict().items())
    assert all(parameter.grad is None for parameter in model.parameters())


@pytest.mark.parametrize(
    "name",
    [
        "resnet18",
        "squeezenet1_1",
        "mobilenet_v3_small",
        "shufflenet_v2_x0_5",
        "densenet121",
        "regnet_y_400mf",
    ],
)
def test_torchvision_networks(name):
    model = untrained(name, size_px=64)
    heat = grad_cam(model, torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(0)))
    assert heat.shape == (2, 64, 64) and heat.isfinite().all() and heat.min() >= 0 and heat.max() == 1


def test_networks_without_maps_are_refused(images):
    with pytest.raises(InputError, match="no convolution"):
        grad_cam(untrained("mlp"), images)
    transformer = torchvision.models.VisionTransformer(32, 16, 1, 2, 8, 8, num_classes=4)
    transformer.heads = nn.Sequential(nn.Sequential(nn.Dropout(0.0), nn.Linear(8, 4)))
    with pytest.raises(InputError, match="convolutional"):
        grad_cam(wrapped(transformer), images)


def test_an_image_without_evidence_is_cold():
    dark = torch.zeros(2, 3, 32, 32)
    assert grad_cam(wrapped(Quadrants()), dark).eq(0).all()  # normalized to below zero: the ReLU is silent


def test_overlay_shows_the_photo_beside_its_heat():
    rng = np.random.default_rng(0)
    image = Image.fromarray(rng.integers(0, 256, (50, 80, 3), dtype=np.uint8))
    cold = overlay(image, torch.zeros(32, 32))
    assert cold.size == (160, 50)
    assert np.array_equal(np.asarray(cold)[:, :80], np.asarray(image))
    assert np.array_equal(np.asarray(cold)[:, 80:], np.asarray(image))
    heat = torch.zeros(32, 32)
    heat[:16, 16:] = 1  # hot in the upper right
    both = np.asarray(overlay(Image.new("RGB", (80, 50)), heat))[:, 80:].astype(int)
    red, green, blue = both[5, 75]
    assert min(red, green) > 100 > blue  # viridis ends in yellow
    assert both[45, 5].max() == 0
    assert overlay(Image.new("RGB", (4000, 3000)), heat).size == (1280, 480)


def test_explaining_a_photo_by_several_models():
    ensemble = [untrained("compact", 0), untrained("compact", 1, size_px=48)]
    image = Image.fromarray(np.random.default_rng(0).integers(0, 256, (60, 90, 3), dtype=np.uint8))
    both, first, second = (
        np.asarray(explain(chosen, image, "b")).astype(int)
        for chosen in (ensemble, ensemble[:1], ensemble[1:])
    )
    assert both.shape == (60, 180, 3)
    assert not np.array_equal(both, first) and not np.array_equal(both, second)
    with pytest.raises(InputError, match="unknown class 'e': choose from a, b, c, d"):
        explain(ensemble, image, "e")


def test_overlays_of_predictions_are_written(tmp_path):
    Image.new("RGB", (40, 30), "red").save(tmp_path / "fish.jpg")
    rows = [{"path": str(tmp_path / "fish.jpg"), "top": [{"label": "a", "probability": 1.0}]}] * 2
    files = save([untrained("compact")], rows, tmp_path / "new" / "why")
    assert [file.name for file in files] == ["000_fish.png", "001_fish.png"]
    assert Image.open(files[1]).size == (80, 30)
    with pytest.raises(InputError, match="cannot be written"):
        save([untrained("compact")], rows, tmp_path / "fish.jpg")
