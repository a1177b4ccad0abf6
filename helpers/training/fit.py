"""fit(): a configuration becomes a run folder.

Data, split, model and Trainer are all built before the folder is, so a wrong setting leaves nothing behind.
Lightning's Trainer does the loop; a thread writes the checkpoint of every epoch, so a killed run loses its
current epoch and what the disk had not yet taken.

>>> run = fit(TrainConfig(epochs=2, size_px=32), "runs/first")
>>> run = fit(None, "runs/first", resume=True)
"""

import signal
import sys
import warnings
from pathlib import Path

import lightning as L
import pandas as pd
import torch
from lightning.pytorch.callbacks import Callback, EarlyStopping, ModelCheckpoint
from lightning.pytorch.loggers import CSVLogger, Logger, TensorBoardLogger
from lightning.pytorch.utilities import rank_zero_only
from lightning.pytorch.utilities.exceptions import MisconfigurationException

from helpers.config import TrainConfig
from helpers.data import cache, dataset, split
from helpers.data.catalog import Progress
from helpers.data.datamodule import FishDiseaseDataModule, cache_px
from helpers.errors import InputError, require
from helpers.training import probe, rendered
from helpers.training.checkpoint import AtomicCheckpointIO, export_weights
from helpers.training.graph import CudaGraph
from helpers.training.module import LightningModel
from helpers.training.progress import RunProgress
from helpers.training.run import Run, classes_of


class KeptCheckpoint(ModelCheckpoint):
    """A checkpoint every n epochs; by its own class Lightning tells its state from that of `last`."""


def fit(
    config: TrainConfig | None,
    out: str | Path,
    *,
    resume: bool = False,
    table: pd.DataFrame | None = None,
    progress: Progress | None = None,
) -> Run:
    """Train as `config` says and return the run folder `out`.

    resume: continue the run in `out` from its last whole epoch, with its own configuration and split; on a
    CPU the result is bit for bit that of an uninterrupted run.
    table: a split made elsewhere (a fold, say), instead of the one that the configuration describes.
    Raises InputError where `out` already holds a run (without resume) or any setting is wrong, and
    KeyboardInterrupt where Ctrl-C ended the training, which can then be resumed.
    """
    out = Path(out)
    if resume:
        run = Run(out)
        config, table = run.config, run.table
    elif config is None:
        raise InputError("a new run needs a configuration")
    elif rank_zero_only.rank == 0 and out.exists() and not _is_free(out):
        raise InputError(
            f"{out} already holds a run or other files: choose another folder, or resume the run"
        )

    data = load_data(config, table=table, progress=progress)
    last = out / "checkpoints" / "last.ckpt"
    started = resume and last.is_file()
    model, trainer = build(config, data, out, progress=progress is not None)
    if config.weights != "none" and not started:
        # After `build`, which refuses wrong settings at once: a source task may take minutes.
        model = start_model(config, data, progress=progress)
    if rank_zero_only.rank == 0 and not resume:
        out.mkdir(parents=True, exist_ok=True)
        split.write(data.table, out / "split.csv")
        # Written last: a folder with a configuration has all that a resume needs.
        (out / "config.yaml").write_text(config.to_yaml(), encoding="utf-8")
    if started:
        _replay(out / "metrics.csv", trainer.logger)
    elif config.freeze_epochs:
        probe.fit_head(model, data, trainer)
    with warnings.catch_warnings():
        # The loader is a plain iterable over memory: advice on DataLoader workers does not apply to it.
        warnings.filterwarnings("ignore", module="lightning")
        on_interrupt = signal.getsignal(signal.SIGINT)
        try:
            trainer.fit(model, datamodule=data, ckpt_path=last if started else None)
        except SystemExit:
            # Lightning answers Ctrl-C by leaving Python, deaf to further ones: too much for a notebook.
            signal.signal(signal.SIGINT, on_interrupt)
            raise KeyboardInterrupt from None
    if trainer.is_global_zero:
        export_weights(Run(out).checkpoint(config.select), out / "weights.pt")
    trainer.strategy.barrier()  # no process goes on before the first has written the weights
    return Run(out)


def load_data(
    config: TrainConfig, *, table: pd.DataFrame | None = None, progress: Progress | None = None
) -> FishDiseaseDataModule:
    """The images of `config`, split (by `table` where given) and decoded."""
    root = dataset.folder(config, progress=progress)
    if table is None:
        table = dataset.split_table(root, config, progress=progress)
    pixels = cache.decode(root, table, size_px=cache_px(config.size_px), progress=progress)
    return FishDiseaseDataModule(table, pixels, classes_of(table), config)


def start_model(
    config: TrainConfig, data: FishDiseaseDataModule, *, progress: Progress | None = None
) -> LightningModel:
    """The model of a run as its training finds it, with start weights; their source task may take minutes."""
    return _new_model(config, data, _start_weights(config, progress))


def _is_free(folder: Path) -> bool:
    """Empty, or left by a start that was killed: a split without the configuration that follows it."""
    return folder.is_dir() and all(path.name == "split.csv" for path in folder.iterdir())


def _start_weights(config: TrainConfig, progress: Progress | None) -> str:
    """What the backbone starts from; trains the rendered source task where it is asked for and missing."""
    if config.weights != "rendered":
        return config.weights
    folder = rendered.run_folder(config)
    if not (folder / "weights.pt").is_file():
        begun = (folder / "config.yaml").is_file()
        source = None if begun else rendered.source_config(config, progress=progress)
        fit(source, folder, resume=begun, progress=progress)
    return str(folder / "weights.pt")


def build(
    config: TrainConfig,
    data: FishDiseaseDataModule,
    out: Path,
    *,
    progress: bool = False,
) -> tuple[LightningModel, L.Trainer]:
    """The Trainer of a run and its model, not yet with start weights; nothing is written."""
    try:
        trainer = _trainer(config, data, out, progress)
    except (ValueError, MisconfigurationException) as error:
        raise InputError(f"Lightning refuses these settings: {' '.join(str(error).split())}") from None
    model = _new_model(config, data)
    model.configure_optimizers()  # an unknown name must show before anything is written
    return model, trainer


def _new_model(config: TrainConfig, data: FishDiseaseDataModule, weights: str = "none") -> LightningModel:
    torch.manual_seed(config.seed)
    steps = data.steps_per_epoch(config.devices * config.num_nodes)
    return LightningModel(config, data.classes, steps, weights)


def _trainer(config: TrainConfig, data: FishDiseaseDataModule, out: Path, progress: bool) -> L.Trainer:
    return L.Trainer(
        max_epochs=config.epochs,
        accelerator=config.accelerator,
        devices=config.devices,
        num_nodes=config.num_nodes,
        strategy=config.strategy,
        precision=precision(config),
        logger=_loggers(config, out),
        callbacks=_callbacks(config, data, out, progress),
        plugins=[AtomicCheckpointIO()],
        enable_progress_bar=progress,
        enable_model_summary=False,
        num_sanity_val_steps=0,
        log_every_n_steps=1_000_000,  # everything is logged once an epoch
        reload_dataloaders_every_n_epochs=1,
    )


def precision(config: TrainConfig) -> str:
    """The Trainer's precision: bf16-mixed where the hardware has bf16 units, else 32-true, if "auto"."""
    if config.precision != "auto":
        return config.precision
    if config.accelerator in ("auto", "cuda", "gpu") and torch.cuda.is_available():
        return "bf16-mixed" if torch.cuda.is_bf16_supported(including_emulation=False) else "16-mixed"
    if config.accelerator in ("auto", "cpu") and not torch.backends.mps.is_available():
        return "bf16-mixed" if _cpu_has_bf16() else "32-true"
    return "32-true"


def _cpu_has_bf16() -> bool:
    # Without such units bf16 is emulated, and slower than fp32. The kernel tells on Linux; elsewhere: no.
    if sys.platform != "linux":
        return False
    flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    return "amx_bf16" in flags or "avx512_bf16" in flags


def _callbacks(config: TrainConfig, data: FishDiseaseDataModule, out: Path, progress: bool) -> list[Callback]:
    folder = out / "checkpoints"
    shared = {"dirpath": folder, "save_on_train_epoch_end": True, "enable_version_counter": False}
    callbacks: list[Callback] = [ModelCheckpoint(filename="last", **shared)]
    validates = (data.table["split"] == "val").any()
    mode = "min" if config.monitor.endswith("loss") else "max"
    if validates:
        callbacks.append(ModelCheckpoint(filename="best", monitor=config.monitor, mode=mode, **shared))
    elif config.select == "best" or config.early_stopping or config.schedule == "plateau":
        raise InputError(
            "select best, early_stopping and schedule plateau need validation images: "
            "raise val_fraction above 0"
        )
    if config.early_stopping:
        callbacks.append(EarlyStopping(config.monitor, patience=config.early_stopping, mode=mode))
    if config.checkpoint_epochs:
        callbacks.append(
            KeptCheckpoint(
                filename="{epoch:03d}",
                auto_insert_metric_name=False,
                every_n_epochs=config.checkpoint_epochs,
                save_top_k=-1,
                **shared,
            )
        )
    if not config.compile:
        callbacks.append(CudaGraph())
    if progress:
        callbacks.append(RunProgress())
    return callbacks


def _loggers(config: TrainConfig, out: Path) -> list[Logger]:
    loggers: list[Logger] = [CSVLogger(out, name="", version="")]
    if config.tensorboard:
        require("tensorboard", extra="tensorboard")
        loggers.append(TensorBoardLogger(out, name="", version="tensorboard"))
    return loggers


def _replay(file: Path, logger: CSVLogger) -> None:
    """Log the rows of an interrupted run again: CSVLogger deletes the file of a folder that it opens."""
    if not file.is_file():
        return
    rows = pd.read_csv(file)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Experiment logs directory")
        for row in rows.to_dict("records"):
            step = int(row.pop("step"))
            logger.log_metrics({key: value for key, value in row.items() if pd.notna(value)}, step=step)
        logger.save()
