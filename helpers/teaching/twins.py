"""One fish in seven conditions: the same body, water and light; only the lesion differs.

The renderer draws a fish before its class is known (`helpers.data.fishparams`), so what distinguishes a sick
fish from its healthy twin is the lesion and nothing else.

>>> fish = twins(4, size_px=64, seed=0)
>>> lesion = (fish["Bacterial Red disease"] - fish["Healthy Fish"]).abs()
"""

import torch
from torch import Tensor

from helpers.data import fishdraw, synthetic


def twins(count: int, *, size_px: int, seed: int = 0) -> dict[str, Tensor]:
    """{class: images (count, 3, size_px, size_px) float32 in [0, 1]}; row i is the same fish in every class.

    count: at least 7, as of any rendered set. The fish are the easy ones of `helpers.teaching.fish`.
    """
    plan = synthetic.recipe(count, seed, leaky=False, difficulty=0.0, imbalance=0.0, label_noise=0.0)
    return {
        name: fishdraw.draw(plan.values, torch.full((count,), label), plan.bank, size_px).float() / 255
        for label, name in enumerate(synthetic.CLASSES)
    }
