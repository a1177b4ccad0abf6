"""fishcourse train, lr-find, evaluate, predict, export."""

import argparse
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from helpers.commands.shared import add_json, check_json, progress, show
from helpers.config import TrainConfig
from helpers.errors import InputError


def add(commands: Any) -> None:
    """train, lr-find, evaluate, predict, export."""
    _add_train(commands.add_parser("train", help="train a model on a folder of photos or on rendered fish"))
    _add_lr_find(commands.add_parser("lr-find", help="learning-rate range test: which rates are worth a try"))
    evaluate = commands.add_parser("evaluate", help="metrics of a run, with intervals over source groups")
    evaluate.add_argument("run", type=Path)
    evaluate.add_argument(
        "--folds", type=int, help="cross-validate the run's configuration over so many folds"
    )
    evaluate.add_argument("--checkpoint", help="last, best, or an epoch (default: what the run selects)")
    add_json(evaluate)
    evaluate.set_defaults(call=_evaluate)
    predict = commands.add_parser("predict", help="diagnose photos")
    predict.add_argument("run", type=Path, help="run folder")
    predict.add_argument("images", nargs="+", help="files, folders or globs")
    predict.add_argument("--with", dest="others", type=Path, action="append", default=[], metavar="RUN",
                         help="average with this run; may be given again")  # fmt: skip
    predict.add_argument("--top", type=int, default=3, help="classes to show (default: %(default)s)")
    predict.add_argument(
        "--tta", action=argparse.BooleanOptionalAction, default=None, help="average with the mirror image"
    )
    predict.add_argument("--strict", action="store_true", help="fail where a file is unusable")
    predict.add_argument(
        "--explain", type=Path, metavar="DIR", help="write Grad-CAM overlays into this folder"
    )
    add_json(predict)
    predict.set_defaults(call=_predict)
    export = commands.add_parser("export", help="write a run's model as ONNX or as weights alone")
    export.add_argument("run", type=Path)
    target = export.add_mutually_exclusive_group(required=True)
    target.add_argument("--onnx", type=Path, metavar="FILE")
    target.add_argument("--weights", type=Path, metavar="FILE")
    export.set_defaults(call=_export)


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="run folder to make")
    parser.add_argument(
        "--resume", action="store_true", help="continue the run in --out, with its own settings"
    )
    add_json(parser)
    _add_config(parser)
    parser.set_defaults(call=_train)


def _add_lr_find(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--low", type=float, default=1e-6, help="first rate (default: %(default)g)")
    parser.add_argument("--high", type=float, default=10.0, help="last rate (default: %(default)g)")
    parser.add_argument("--steps", type=int, default=100, help="batches (default: %(default)s)")
    parser.add_argument(
        "--figure", type=Path, metavar="FILE", help="write loss against rate (PNG, SVG or PDF)"
    )
    add_json(parser)
    _add_config(parser)
    parser.set_defaults(call=_lr_find)


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, help="YAML file; flags win over it")
    for f in fields(TrainConfig):
        flag = f"--{f.name.replace('_', '-')}"
        values = " ".join(filter(None, [f.metadata["interval"], ", ".join(f.metadata["choices"])]))
        default = f.default if f.default != "" else "none"
        note = f"{f.metadata['help']}{': ' * bool(values)}{values} (default: {default})"
        if f.type is bool:
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=note)
        else:
            parser.add_argument(flag, type=f.type, default=None, help=note, metavar=f.type.__name__.upper())


def _changes(arguments: argparse.Namespace) -> dict[str, Any]:
    given = {f.name: getattr(arguments, f.name) for f in fields(TrainConfig)}
    return {name: value for name, value in given.items() if value is not None}


def _config(arguments: argparse.Namespace) -> TrainConfig:
    config = TrainConfig.from_file(arguments.config) if arguments.config else TrainConfig()
    return replace(config, **_changes(arguments))


def _train(arguments: argparse.Namespace) -> None:
    if arguments.resume and (_changes(arguments) or arguments.config):
        raise InputError("a resumed run keeps its settings: leave out --config and all other flags")
    config = _config(arguments)
    check_json(arguments.json)
    from lightning.pytorch.utilities import rank_zero_only

    from helpers.evaluation import evaluate, reject, report
    from helpers.training.fit import fit

    run = fit(config, arguments.out, resume=arguments.resume, progress=progress)
    if rank_zero_only.rank:  # this process only helped the first one to train
        return
    result = evaluate.evaluate(run, progress=progress)
    if (run.table["split"] == "val").any():
        reject.load(run, progress=progress)  # now, while the photos are at hand: predictions need it later
    report.report(run)
    show(result, arguments.json)
    print(f"report: {run.folder / 'report.html'}")


def _lr_find(arguments: argparse.Namespace) -> None:
    config = _config(arguments)
    for file in (arguments.json, arguments.figure):
        check_json(file)
    if arguments.figure and arguments.figure.suffix.lower() not in (".png", ".svg", ".pdf"):
        raise InputError(f"{arguments.figure} is no picture: give a file that ends in .png, .svg or .pdf")
    from helpers.training.lr_finder import lr_find

    test = lr_find(config, low=arguments.low, high=arguments.high, steps=arguments.steps, progress=progress)
    if arguments.figure:
        test.figure().savefig(arguments.figure)
    show(test, arguments.json)


def _evaluate(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.evaluation import evaluate, report
    from helpers.training.run import Run

    run = Run(arguments.run)
    if arguments.folds is not None:
        out = run.folder / f"folds{arguments.folds}"
        result = evaluate.cross_validate(run.config, out, folds=arguments.folds, progress=progress)
    else:
        result = evaluate.evaluate(run, which=arguments.checkpoint, progress=progress)
        report.report(run)
    show(result, arguments.json)


def _predict(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.evaluation import explain
    from helpers.evaluation.predict import Predictor
    from helpers.training.run import Run

    runs = [Run(folder) for folder in (arguments.run, *arguments.others)]
    predictor = Predictor(runs, tta=arguments.tta, progress=progress)
    result = predictor.files(arguments.images, top=arguments.top, strict=arguments.strict, progress=progress)
    if arguments.explain:
        explain.save(predictor.models, result.rows, arguments.explain)
    show(result, arguments.json)


def _export(arguments: argparse.Namespace) -> None:
    from helpers.training.run import Run

    run = Run(arguments.run)
    if arguments.onnx:
        from helpers.evaluation.export import export_onnx

        print(export_onnx(run, arguments.onnx))
    else:
        from helpers.training.checkpoint import export_weights

        export_weights(run.checkpoint(run.config.select), arguments.weights)
        print(arguments.weights)
