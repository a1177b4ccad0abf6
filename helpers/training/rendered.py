"""The source task of weights "rendered": the same network learns rendered fish first.

It is free, labelled and needs no download. The fish are seen close and turned, as photos often show them.
The weights are made once for each network and size, and kept in the cache folder.

>>> source = source_config(TrainConfig(model="compact", size_px=64))
"""

from pathlib import Path

from helpers.config import TrainConfig
from helpers.data import synthetic
from helpers.data.cache import cache_folder
from helpers.data.catalog import Progress

COUNT = 5000
SIZE_PX = 96
# Far from the seeds that people type: the same seed would draw the same fish as a rendered test set.
SEED = 1_618_033_988
# Part of the folders' names: raise it when the fish or the settings below change.
VERSION = 1


def run_folder(config: TrainConfig) -> Path:
    """Where the source task of `config` is or will be trained."""
    return cache_folder() / "pretrained" / f"{config.model}-{config.size_px}px-v{VERSION}"


def source_config(config: TrainConfig, *, progress: Progress | None = None) -> TrainConfig:
    """The source task for the network, input size and hardware of `config`; renders its fish if missing."""
    photos = cache_folder() / f"source-v{VERSION}"
    if not photos.exists():
        synthetic.write(
            photos, synthetic.render(COUNT, SIZE_PX, seed=SEED, progress=progress), progress=progress
        )
    return TrainConfig(
        data=str(photos),
        split="stratified",
        model=config.model,
        weights="none",
        size_px=config.size_px,
        epochs=12,
        min_area=0.12,
        aspect=0.3,
        rotation_deg=45.0,
        flip_vertical=0.2,
        brightness=0.3,
        contrast=0.3,
        saturation=0.3,
        hue=0.05,
        precision=config.precision,
        accelerator=config.accelerator,
        devices=config.devices,
        num_nodes=config.num_nodes,
        strategy=config.strategy,
    )
