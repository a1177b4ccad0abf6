"""Networks by name: the slides' MLP, a compact residual net for CPUs, and every torchvision classifier.

>>> model = build("compact", num_classes=7, size_px=64)
>>> model(torch.rand(2, 3, 64, 64)).shape
torch.Size([2, 7])
"""

from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError

import torch
import torchvision
from torch import Tensor, nn
from torchvision.models.resnet import BasicBlock, ResNet

from helpers.errors import InputError
from helpers.training.checkpoint import read_checkpoint


class MLP(nn.Module):
    """The multilayer perceptron of slides B: pixels -> 100 -> 50 -> classes, with ReLU.

    Images (B, 3, size_px, size_px) to logits (B, num_classes). It ignores where a pixel lies, so it shows
    what a convolution is worth.
    """

    def __init__(self, num_classes: int, size_px: int):
        super().__init__()
        self.hidden = nn.Sequential(
            nn.Flatten(),
            nn.Linear(3 * size_px * size_px, 100),
            nn.ReLU(),
            nn.Linear(100, 50),
            nn.ReLU(),
        )
        self.fc = nn.Linear(50, num_classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(self.hidden(x))


class Compact(ResNet):
    """ResNet18 (He et al. 2016, arXiv:1512.03385) at half width: a quarter of the weights, for CPUs.

    Images (B, 3, H, W) to logits (B, num_classes), H and W at least 32.
    """

    def __init__(self, num_classes: int, width: int = 32):
        super().__init__(BasicBlock, [2, 2, 2, 2], num_classes=num_classes)
        self.inplanes = width
        self.conv1 = nn.Conv2d(3, width, kernel_size=7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        for i, stride in enumerate((1, 2, 2, 2)):
            setattr(self, f"layer{i + 1}", self._make_layer(BasicBlock, width << i, 2, stride))
        self.fc = nn.Linear(8 * width, num_classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")


OWN: dict[str, Callable[[int, int], nn.Module]] = {
    "mlp": lambda num_classes, size_px: MLP(num_classes, size_px),
    "compact": lambda num_classes, size_px: Compact(num_classes),
}


def names() -> list[str]:
    """Every model name that `build` takes."""
    return [*OWN, *torchvision.models.list_models(torchvision.models)]


def build(
    name: str, *, num_classes: int, size_px: int, weights: str = "none", dropout: float = 0.0
) -> nn.Module:
    """Build a classifier: normalized images (B, 3, size_px, size_px) to logits (B, num_classes).

    weights: "none" (random), "imagenet" (torchvision's default weights, from torch's cache when offline) or
    a checkpoint or weights file of a run, whose backbone is taken and whose head is not.
    dropout: probability to drop a feature before the last layer, in [0, 1).
    Raises InputError for an unknown name, or weights that cannot be had or do not fit.
    """
    if name not in names():
        raise InputError(f"unknown model {name!r}: choose from {', '.join(names())}")
    if name in OWN:
        if weights == "imagenet":
            raise InputError(f'{name} has no imagenet weights: choose a torchvision model or weights "none"')
        model = OWN[name](num_classes, size_px)
    else:
        model = _torchvision(name, size_px, pretrained=weights == "imagenet")
    path, last = _last_layer(model)
    if isinstance(last, nn.Linear):
        fresh = nn.Linear(last.in_features, num_classes)
    else:
        fresh = nn.Conv2d(last.in_channels, num_classes, last.kernel_size)
    model.set_submodule(path, nn.Sequential(nn.Dropout(dropout), fresh))
    if weights not in ("none", "imagenet"):
        _load_backbone(model, Path(weights))
    return model


def head(model: nn.Module) -> nn.Sequential:
    """The dropout and last layer of a model that `build` made; all the rest is its backbone."""
    path, _ = _last_layer(model)
    return model.get_submodule(path.rpartition(".")[0])


def last_conv(model: nn.Module) -> nn.Conv2d:
    """The last convolution of the backbone, where Grad-CAM looks; raises InputError where there is none."""
    inside_head = set(head(model).modules())
    convs = [m for m in model.modules() if isinstance(m, nn.Conv2d) and m not in inside_head]
    if not convs:
        raise InputError(f"{type(model).__name__} has no convolution: choose a convolutional model")
    return convs[-1]


def _last_layer(model: nn.Module) -> tuple[str, nn.Linear | nn.Conv2d]:
    layers = [(path, m) for path, m in model.named_modules() if isinstance(m, nn.Linear | nn.Conv2d)]
    return layers[-1]


def _torchvision(name: str, size_px: int, pretrained: bool) -> nn.Module:
    options: dict[str, object] = {}
    if name in ("googlenet", "inception_v3"):
        # Auxiliary heads exist with downloaded weights only, and the loop has one loss.
        options = {"init_weights": True} if pretrained else {"init_weights": True, "aux_logits": False}
    if name.startswith("vit_") and not pretrained:
        options["image_size"] = size_px
    try:
        model = torchvision.models.get_model(name, weights="DEFAULT" if pretrained else None, **options)
    except (URLError, OSError) as error:
        folder = Path(torch.hub.get_dir()) / "checkpoints"
        url = torchvision.models.get_model_weights(name).DEFAULT.url
        raise InputError(
            f"the imagenet weights of {name} are neither in {folder} nor can they be downloaded ({error}): "
            f"connect once, or put {url.rpartition('/')[2]} there"
        ) from None
    if hasattr(model, "aux_logits"):
        model.aux_logits = False
    return model


def _load_backbone(model: nn.Module, file: Path) -> None:
    prefix = "model."
    saved = {
        key.removeprefix(prefix): value
        for key, value in read_checkpoint(file)["state_dict"].items()
        if key.startswith(prefix)
    }
    in_head = f"{_last_layer(model)[0].rpartition('.')[0]}."
    backbone = {key: value for key, value in saved.items() if not key.startswith(in_head)}
    try:
        result = model.load_state_dict(backbone, strict=False)
    except RuntimeError as error:
        raise InputError(f"the weights in {file} do not fit: {' '.join(str(error).split())[:200]}") from None
    missing = [key for key in result.missing_keys if not key.startswith(in_head)]
    if missing or result.unexpected_keys:
        odd = (missing + result.unexpected_keys)[0]
        raise InputError(
            f"the weights in {file} are of another model (at {odd}): choose the model they were made with"
        )
