"""Models by name: shapes, heads, weights from files, clear refusals."""

import pytest
import torch
from torch import nn

from helpers.errors import InputError
from helpers.training import models


@pytest.mark.parametrize(
    "name", ["mlp", "compact", "resnet18", "mobilenet_v3_small", "squeezenet1_1", "densenet121", "vit_b_32"]
)
def test_builds_a_classifier_of_any_family(name):
    model = models.build(name, num_classes=5, size_px=64, dropout=0.2).eval()
    with torch.inference_mode():
        assert model(torch.rand(2, 3, 64, 64)).shape == (2, 5)
    head = models.head(model)
    assert isinstance(head[0], nn.Dropout) and head[0].p == 0.2
    assert set(head.parameters()) < set(model.parameters())


def test_auxiliary_heads_are_left_out():
    model = models.build("googlenet", num_classes=3, size_px=64).train()
    assert isinstance(model(torch.rand(2, 3, 64, 64)), torch.Tensor)


def test_mlp_is_that_of_the_slides():
    widths = [
        m.out_features
        for m in models.build("mlp", num_classes=7, size_px=8).modules()
        if isinstance(m, nn.Linear)
    ]
    assert widths == [100, 50, 7]


def test_compact_has_fewer_weights_than_resnet18():
    count = {
        name: sum(p.numel() for p in models.build(name, num_classes=7, size_px=64).parameters())
        for name in ("compact", "resnet18")
    }
    assert count["compact"] * 3 < count["resnet18"]


def test_unknown_name_lists_the_choices():
    with pytest.raises(InputError, match=r"unknown model 'resnet19': choose from mlp, compact, .*resnet18"):
        models.build("resnet19", num_classes=7, size_px=64)


def test_own_models_have_no_imagenet_weights():
    with pytest.raises(InputError, match="has no imagenet weights"):
        models.build("compact", num_classes=7, size_px=64, weights="imagenet")


def test_imagenet_weights_offline(monkeypatch, tmp_path):
    """Without a network and a cached file, one line says where the file belongs."""

    def no_network(*args, **kwargs):
        from urllib.error import URLError

        raise URLError("no route to host")

    monkeypatch.setattr(torch.hub, "download_url_to_file", no_network)
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    with pytest.raises(InputError, match=r"neither in .* put resnet18-.*\.pth there") as caught:
        models.build("resnet18", num_classes=7, size_px=64, weights="imagenet")
    assert "\n" not in str(caught.value)


def test_imagenet_weights_from_the_cache(monkeypatch, tmp_path):
    """torchvision's own loading path, with a stand-in file where the download would lie."""
    import torchvision

    source = torchvision.models.resnet18()
    folder = tmp_path / "hub" / "checkpoints"
    folder.mkdir(parents=True)
    url = torchvision.models.ResNet18_Weights.DEFAULT.url
    torch.save(source.state_dict(), folder / url.rpartition("/")[2])
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    # torchvision checks the file's hash against its name; a stand-in has another one only when downloaded.
    model = models.build("resnet18", num_classes=7, size_px=64, weights="imagenet")
    assert torch.equal(model.conv1.weight, source.conv1.weight)
    assert models.head(model)[1].out_features == 7


def test_last_conv():
    model = models.build("squeezenet1_1", num_classes=3, size_px=64)
    assert models.last_conv(model) not in set(models.head(model).modules())
    with pytest.raises(InputError, match="has no convolution"):
        models.last_conv(models.build("mlp", num_classes=3, size_px=8))
