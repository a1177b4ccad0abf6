"""The reject option: when a model should answer "not sure" instead of naming a class.

Three scores, each the higher the stranger. `confidence`: 1 minus the largest softmax (Hendrycks and Gimpel
2017, arXiv:1610.02136), for photos between the classes. `features`: distance to the k-th nearest training
image among the normalized features of the network (Sun et al. 2022, arXiv:2204.06507), for things that are no
fish; as good as the features are. `contrast`: the same distance among the contrasts of the image at several
scales. No network has a say in that one, for a small network maps blank images and patterns right onto its
classes.

The limits are quantiles over the validation images, at one level for all three, chosen such that
together they turn down at most `alpha` of them (conformal anomaly detection; Bates et al. 2023,
arXiv:2104.08279).

Trained from scratch on 957 real photos (compact, 64 px, 15 epochs, alpha 0.1) it turned down 30 of 280 photos
of unseen sources, 200 of 200 blank images, 199 of 200 drawn patterns, but of three unrelated photographs only
15 of 90 crops: nothing but features learnt from many kinds of photos tells those apart. On another fold: 39
of 279, 200 of 200, 191 of 200, and 9 of 90.

>>> rejector = load(Run("runs/first")); reasons = rejector.reasons(model, pixels)
"""

import hashlib
from contextlib import suppress
from dataclasses import asdict, dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from helpers.data import augment, cache, dataset
from helpers.data.catalog import Progress
from helpers.data.datamodule import cache_px
from helpers.errors import InputError
from helpers.evaluation.inference import BATCH_SIZE, autocast, on_device, to_tensor
from helpers.training import probe
from helpers.training.checkpoint import write_data
from helpers.training.module import LightningModel
from helpers.training.run import Run

FILE = "reject.pt"
VERSION = 1  # raise it when the scores change
ALPHA = 0.1  # share of validation images that may be turned down
NEAREST = 5  # one odd training image alone should vouch for nobody
BANK = 5_000  # training images to compare with; more would only cost time
REASONS = {
    "confidence": "no class stands out",
    "features": "unlike the training photos",
    "contrast": "blank, a pattern, or no ordinary photo",
}
# Contrast below 1 % of the range is noise of camera and codec; the logarithm would only amplify it.
CONTRAST_FLOOR = 0.01
SCALES = 5  # octaves; fewer where the image is too small
SHRINKAGE = 0.1  # share of the mean variance added to each direction before whitening


@dataclass(frozen=True)
class Rejector:
    """Limits of a run's scores and what they are measured against; it belongs to one model.

    limits (3,) float32: confidence, features, contrast; a score above its limit is a reason to reject.
    features (M, F) float16 and contrasts (M, C) float32: the training images, normalized and whitened.
    mean (C,) and whitening (C, C) float32: of the contrasts.
    weights: sha256 of the checkpoint; alpha: share asked for; rejected: share of the validation images that
    the limits turn down; images: how many validation images there were.
    """

    limits: Tensor
    features: Tensor
    contrasts: Tensor
    mean: Tensor
    whitening: Tensor
    weights: str
    alpha: float
    rejected: float
    images: int

    def scores(
        self, model: LightningModel, pixels: np.ndarray | Tensor, *, device: torch.device | str | None = None
    ) -> Tensor:
        """Scores of uint8 pixels (N, 3, S, S): float32 (N, 3) on the CPU, columns as `limits`."""
        confidence, features, contrasts = describe(model, pixels, device=device)
        contrasts = (contrasts - self.mean) @ self.whitening
        distances = [nearest(features, self.features.float()), nearest(contrasts, self.contrasts)]
        return torch.stack([confidence, *distances], dim=1)

    def reasons(
        self, model: LightningModel, pixels: np.ndarray | Tensor, *, device: torch.device | str | None = None
    ) -> list[str]:
        """For every image the reason to answer "not sure", "" where there is none."""
        # The last score that is too high names the reason: the strangest images are so by all three.
        names = ("", *REASONS.values())
        above = self.scores(model, pixels, device=device) > self.limits
        return [
            names[max((i + 1 for i, high in enumerate(row) if high), default=0)] for row in above.tolist()
        ]


def calibrate(
    run: Run,
    *,
    alpha: float = ALPHA,
    device: torch.device | str | None = None,
    progress: Progress | None = None,
) -> Rejector:
    """Fit the reject option of a run on its training and validation images and keep it in the run folder.

    alpha in [0, 1): largest share of the validation images to be turned down; new photos of the same kind are
    turned down about as often (at 0.1 in a simulation: 10.5 % with 158 validation images, 12 % with 36).
    Raises InputError where the run has no validation images.
    """
    if not 0 <= alpha < 1:
        raise InputError(f"alpha is {alpha}: it must lie in [0, 1)")
    parts = {part: np.flatnonzero(run.table["split"] == part) for part in ("train", "val")}
    if not len(parts["val"]):
        raise InputError(f'{run.folder} has no validation images, so it cannot tell when to be "not sure"')
    root = dataset.folder(run.config, progress=progress)
    pixels = cache.decode(root, run.table, size_px=cache_px(run.config.size_px), progress=progress)
    model = run.load_model()
    # The first images in a random order: every class and source has its share.
    kept = np.random.default_rng(0).permutation(parts["train"])[:BANK]
    _, features, contrasts = describe(model, pixels[np.sort(kept)], device=device)
    mean, whitening = _whitening(contrasts)
    unlimited = Rejector(
        limits=torch.full((len(REASONS),), torch.inf),
        features=features.half(),
        contrasts=(contrasts - mean) @ whitening,
        mean=mean,
        whitening=whitening,
        weights=_digest(run),
        alpha=alpha,
        rejected=0.0,
        images=len(parts["val"]),
    )
    scores = unlimited.scores(model, pixels[parts["val"]], device=device)
    limits = _limits(scores, alpha)
    rejected = (scores > limits).any(dim=1).float().mean().item()
    rejector = Rejector(**{**vars(unlimited), "limits": limits, "rejected": rejected})
    with suppress(OSError):  # a run folder that cannot be written is fitted again the next time
        content = {"version": VERSION, **asdict(rejector)}
        write_data(content, run.folder / FILE)
    return rejector


def load(run: Run, *, device: torch.device | str | None = None, progress: Progress | None = None) -> Rejector:
    """The reject option of a run: read, or fitted where there is none for its present weights.

    Raises InputError where the run has no validation images.
    """
    try:
        content = torch.load(run.folder / FILE, map_location="cpu", weights_only=True)
        if content.pop("version") == VERSION and content["weights"] == _digest(run):
            return Rejector(**content)
    except Exception:  # torch.load raises whatever missing or damaged bytes lead it to; fitting needs no file
        pass
    return calibrate(run, device=device, progress=progress)


def describe(
    model: LightningModel, pixels: np.ndarray | Tensor, *, device: torch.device | str | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """What the scores are made of, on the CPU in float32, for uint8 pixels (N, 3, S, S).

    1 - largest softmax (N,); features (N, F) of length 1; log contrasts (N, C).
    """
    parts = []
    with on_device([model], device) as target, torch.inference_mode():
        for start in range(0, len(pixels), BATCH_SIZE):
            images = to_tensor(pixels[start : start + BATCH_SIZE]).to(target)
            x = augment.resize(images, size_px=model.config.size_px)
            with autocast(model, target):
                logits, features = model(x), probe.features(model, x)
            confidence = 1 - logits.float().softmax(dim=1).amax(dim=1)
            # A few heads take a map instead of a vector: its mean over the places.
            flat = features.float().flatten(2).mean(dim=2) if features.ndim == 4 else features.float()
            parts.append([part.cpu() for part in (confidence, F.normalize(flat), log_contrasts(x))])
    return tuple(torch.cat(part) for part in zip(*parts, strict=True))


def log_contrasts(x: Tensor) -> Tensor:
    """Log contrast of images (B, 3, H, W) in [0, 1], by scale and channel of brightness and chroma: (B, C).

    The contrast of a scale is the root mean square of what an average over 2 x 2 pixels takes away (in YIQ);
    what is left at last counts as one more scale.
    """
    x = torch.einsum("ij,bjhw->bihw", torch.tensor(augment.RGB_TO_YIQ, device=x.device), x)
    bands = []
    while len(bands) < SCALES and min(x.shape[2:]) >= 4:
        coarse = F.avg_pool2d(x, 2)
        bands.append(x - F.interpolate(coarse, size=x.shape[2:], mode="nearest"))
        x = coarse
    bands.append(x - x.mean(dim=(2, 3), keepdim=True))
    contrasts = [band.square().mean(dim=(2, 3)).sqrt() for band in bands]
    return (torch.cat(contrasts, dim=1) + CONTRAST_FLOOR).log()


def nearest(points: Tensor, bank: Tensor) -> Tensor:
    """Distance of each point (N, D) to its NEAREST-th neighbour in `bank` (M, D): (N,)."""
    k = min(NEAREST, len(bank))
    chunks = [torch.cdist(chunk, bank).kthvalue(k).values for chunk in points.split(BATCH_SIZE)]
    return torch.cat(chunks)


def _whitening(points: Tensor) -> tuple[Tensor, Tensor]:
    """Mean (D,) of points (M, D), and the matrix (D, D) that decorrelates them to variance 1."""
    covariance = torch.cov(points.T.double(), correction=0)
    ridge = SHRINKAGE * covariance.diagonal().mean() + 1e-6  # so a single point divides by no zero
    values, vectors = torch.linalg.eigh(covariance + ridge * torch.eye(len(covariance)))
    return points.mean(dim=0), (vectors / values.sqrt()).float()


def _limits(scores: Tensor, alpha: float) -> Tensor:
    """The lowest limits (3,), at one level, that turn down at most `alpha` of images like these (N, 3)."""
    # The conformal quantile: a new image counts as one of N + 1.
    allowed = max(0, int(alpha * (len(scores) + 1)) - 1)
    falling = scores.sort(dim=0, descending=True).values
    limits, columns = falling[0], scores.shape[1]
    # One score at a time goes down by one image, in turn: all at once would be too coarse for few images.
    for step in range(allowed * columns):
        lower = limits.clone()
        lower[step % columns] = falling[step // columns + 1, step % columns]
        if (scores > lower).any(dim=1).sum() > allowed:
            break
        limits = lower
    return limits


def _digest(run: Run) -> str:
    with run.checkpoint(run.config.select).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
