"""TrainConfig: everything that decides a training run, in one frozen dataclass.

The only place where a default lives: the command line, the YAML files and the functions all read it here.
The defaults are the recipe of the README; its ablations are in helpers/bench/results/recipe.csv.

>>> config = TrainConfig(data="photos", epochs=20)
>>> config == TrainConfig.from_yaml(config.to_yaml())
True
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from math import isfinite
from pathlib import Path
from typing import Any

from helpers.errors import InputError

INTERVALS: dict[str, Callable[[float], bool]] = {
    "> 0": lambda value: value > 0,
    ">= 0": lambda value: value >= 0,
    ">= 1": lambda value: value >= 1,
    ">= 2": lambda value: value >= 2,
    "in [0, 1)": lambda value: 0 <= value < 1,
    "in [0, 1]": lambda value: 0 <= value <= 1,
    "in (0, 1]": lambda value: 0 < value <= 1,
    "in [0, 0.5]": lambda value: 0 <= value <= 0.5,
    "in [0, 180]": lambda value: 0 <= value <= 180,
    "in [8, 4096]": lambda value: 8 <= value <= 4096,
}


def option(default: Any, help: str, interval: str | None = None, *, choices: tuple[str, ...] = ()) -> Any:
    """A field with its one-line help and the interval or the choices of its values."""
    return field(default=default, metadata={"help": help, "interval": interval, "choices": choices})


@dataclass(frozen=True, kw_only=True)
class TrainConfig:
    """Configuration of a run; see each field's help (`fishcourse train --help`).

    Raises InputError where a value has the wrong type or lies outside its interval. Names of models,
    optimizers, schedules and splits are checked where they are looked up, which is before a run starts.
    """

    # Data
    data: str = option("", "image folder; empty: rendered fish")
    split: str = option("source-group", "folder, random, stratified or source-group")
    folds: int = option(5, "the test part is one of this many equal parts", ">= 2")
    fold: int = option(0, "which part is the test part, from 0", ">= 0")
    val_fraction: float = option(0.1, "share of the rest that validates; 0: none", "in [0, 0.5]")
    size_px: int = option(64, "side of the square network input in pixels", "in [8, 4096]")
    resident: str = option(
        "auto", "keep all images on the device: auto (if they fit)", choices=("auto", "always", "never")
    )
    # Model
    model: str = option("compact", "mlp, compact or a torchvision classifier")
    weights: str = option("rendered", "start: none, rendered (fish), imagenet (torchvision's), or a file")
    dropout: float = option(0.0, "dropout before the last layer: probability to drop", "in [0, 1)")
    # Optimization
    epochs: int = option(80, "passes over the training images", ">= 1")
    batch_size: int = option(32, "images in a batch, on each device", ">= 1")
    optimizer: str = option("adamw", "sgd, nesterov, adagrad, rmsprop, adam, adamw, nadam, radam")
    learning_rate: float = option(2e-3, "peak learning rate", "> 0")
    momentum: float = option(0.9, "momentum (sgd, nesterov, rmsprop)", "in [0, 1)")
    weight_decay: float = option(0.05, "decay of weights; norms and biases have none", ">= 0")
    schedule: str = option(
        "cosine", "constant, step, multistep, plateau, cosine, linear, rsqrt, onecycle, restarts"
    )
    step_epochs: int = option(10, "epochs between the drops of step, or to the first restart", ">= 1")
    gamma: float = option(0.5, "factor of each drop (step, multistep, plateau)", "in (0, 1]")
    warmup: float = option(0.08, "share of the run with a linear warm-up of the rate", "in [0, 0.5]")
    freeze_epochs: int = option(0, "epochs that train the head alone, before fine-tuning", ">= 0")
    head_rate_ratio: float = option(1.0, "learning rate of the head over that of the backbone", "> 0")
    label_smoothing: float = option(0.1, "share of the target spread over all classes", "in [0, 1)")
    tta: bool = option(True, "evaluate the mean of an image and its mirror image")
    # Sampling and augmentation
    group_balance: float = option(0.5, "0: images alike, 1: source groups alike", "in [0, 1]")
    class_balance: bool = option(True, "sample every class equally often")
    min_area: float = option(0.2, "smallest crop, as a share of the area", "in (0, 1]")
    aspect: float = option(0.2, "largest stretch of width against height", "in [0, 1)")
    rotation_deg: float = option(45.0, "largest rotation in degrees", "in [0, 180]")
    flip: float = option(0.5, "probability of a left-right flip", "in [0, 1]")
    flip_vertical: float = option(0.0, "probability of an upside-down flip", "in [0, 1]")
    brightness: float = option(0.4, "largest relative change", "in [0, 1)")
    contrast: float = option(0.4, "largest relative change", "in [0, 1)")
    saturation: float = option(0.5, "largest relative change", "in [0, 1]")
    hue: float = option(0.05, "largest turn, as a share of the circle", "in [0, 0.5]")
    mixup: float = option(0.0, "mixup's alpha; 0: none", ">= 0")
    # Loop
    monitor: str = option(
        "val_balanced_accuracy",
        "metric that picks the best checkpoint and stops early",
        choices=("val_loss", "val_accuracy", "val_balanced_accuracy", "val_macro_f1"),
    )
    select: str = option("last", "checkpoint that is evaluated and exported", choices=("last", "best"))
    early_stopping: int = option(0, "stop after this many epochs without a better monitor; 0: never", ">= 0")
    checkpoint_epochs: int = option(
        0, "keep a checkpoint every so many epochs; 0: best and last only", ">= 0"
    )
    seed: int = option(0, "seed of everything random", ">= 0")
    precision: str = option(
        "auto",
        "auto takes bf16 where the hardware has it",
        choices=("auto", "32-true", "bf16-mixed", "16-mixed"),
    )
    compile: bool = option(False, "torch.compile the model; pays off on long runs only")
    # Hardware, passed through to Lightning's Trainer
    accelerator: str = option("auto", "what to train on", choices=("auto", "cpu", "cuda", "mps"))
    devices: int = option(1, "devices on each node", ">= 1")
    num_nodes: int = option(1, "machines", ">= 1")
    strategy: str = option("auto", "Lightning's strategy, for example ddp")
    tensorboard: bool = option(False, "write a TensorBoard log beside the CSV log")

    def __post_init__(self):
        for f in fields(self):
            value = getattr(self, f.name)
            if f.type is float and type(value) is int:
                object.__setattr__(self, f.name, value := float(value))
            if type(value) is not f.type:
                raise InputError(f"{f.name} is {value!r}: it must be of type {f.type.__name__}")
            interval = f.metadata["interval"]
            if interval and not (isfinite(value) and INTERVALS[interval](value)):
                raise InputError(f"{f.name} is {value}: it must be {interval}")
            choices = f.metadata["choices"]
            if choices and value not in choices:
                raise InputError(f"{f.name} is {value!r}: it must be one of {', '.join(choices)}")
        if self.fold >= self.folds:
            raise InputError(
                f"fold is {self.fold}: it must be in 0 .. {self.folds - 1} for {self.folds} folds"
            )

    def to_yaml(self) -> str:
        """The configuration as YAML text, one line a field."""
        import yaml

        return yaml.safe_dump(asdict(self), sort_keys=False, allow_unicode=True)

    @classmethod
    def from_yaml(cls, text: str, **changes: Any) -> "TrainConfig":
        """Read YAML text; fields that it lacks keep their defaults, `changes` win over both.

        Raises InputError for text that is no mapping and for unknown fields.
        """
        import yaml

        try:
            values = yaml.safe_load(text) or {}
        except yaml.YAMLError as error:
            raise InputError(f"the configuration is not valid YAML: {' '.join(str(error).split())}") from None
        if not isinstance(values, dict):
            raise InputError("the configuration must be a YAML mapping of fields to values")
        unknown = sorted(set(values) - {f.name for f in fields(cls)}, key=str)
        if unknown:
            known = ", ".join(f.name for f in fields(cls))
            raise InputError(f"unknown field {unknown[0]!r} in the configuration: choose from {known}")
        return replace(cls(**values), **changes) if changes else cls(**values)

    @classmethod
    def from_file(cls, file: Path, **changes: Any) -> "TrainConfig":
        """Read a YAML file; raises InputError where it is missing or wrong."""
        try:
            text = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{file} cannot be read as a configuration: {error}") from None
        return cls.from_yaml(text, **changes)
