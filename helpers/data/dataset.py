"""The images of a configuration: its folder, or the embedded rendered fish, and its split.

>>> root = folder(config); table = split_table(root, config)
"""

from pathlib import Path

import pandas as pd

from helpers.config import TrainConfig
from helpers.data import catalog, leakage, split, synthetic
from helpers.data.cache import cache_folder
from helpers.data.catalog import Progress


def folder(config: TrainConfig, *, progress: Progress | None = None) -> Path:
    """The image folder of `config`; where it names none, rendered fish, made once in the cache folder."""
    if config.data:
        return Path(config.data)
    embedded = cache_folder() / "rendered"
    if not embedded.exists():
        synthetic.write(embedded, synthetic.render(leaky=True, progress=progress), progress=progress)
    return embedded


def split_table(root: Path, config: TrainConfig, *, progress: Progress | None = None) -> pd.DataFrame:
    """Catalog `root`, find the source groups, and split as `config` says.

    Raises InputError for a folder without images, or of one class only.
    """
    found = catalog.read(root, progress=progress)
    found = leakage.with_source_groups(found, progress=progress)
    return split.make_split(
        found.images,
        method=config.split,
        folds=config.folds,
        fold=config.fold,
        val_fraction=config.val_fraction,
        seed=config.seed,
    )
