"""What fishcourse understands: its commands, their arguments, their help. Nothing heavy is imported.

fishcourse --help
"""

import argparse
from dataclasses import fields
from pathlib import Path
from typing import Any

from helpers.config import TrainConfig


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; its result names the command in `command`."""
    top = argparse.ArgumentParser(
        prog="fishcourse", description="From a folder of photos to an honest diagnosis."
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _data_parsers(commands.add_parser("data", help="render, audit or fetch a data set"))
    _train_parser(
        commands.add_parser("train", help="train a model on a folder of photos or on rendered fish")
    )
    _run_parsers(commands)
    _bench_parser(commands.add_parser("bench", help="the measurements behind the README"))
    demo = commands.add_parser("demo", help="the whole loop on rendered fish, in minutes")
    demo.add_argument("--out", type=Path, default=Path("demo"), help="folder to make (default: demo)")
    demo.set_defaults(command="demo")
    return top


def _data_parsers(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    render = commands.add_parser("render", help="render fish of seven conditions into a folder")
    render.add_argument("--out", type=Path, required=True, help="folder to make")
    render.add_argument("--count", type=int, default=1750, help="images (default: %(default)s)")
    render.add_argument("--size", type=int, default=128, help="side in pixels (default: %(default)s)")
    render.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    render.add_argument(
        "--leaky", action="store_true", help="bake augmentations and copies, as the real set does"
    )
    render.add_argument(
        "--difficulty", type=float, default=0.5, help="0 easy to 1 hard (default: %(default)s)"
    )
    render.add_argument(
        "--imbalance", type=float, default=0.0, help="0 balanced to below 1 (default: %(default)s)"
    )
    render.add_argument(
        "--label-noise", type=float, default=0.0, help="share of wrong labels (default: %(default)s)"
    )
    render.set_defaults(command="render")
    audit = commands.add_parser("audit", help="copies, near copies, label conflicts, damaged files")
    audit.add_argument("folder", type=Path)
    audit.add_argument("--strict", action="store_true", help="fail where a file is unusable")
    audit.add_argument(
        "--own-groups", action="store_true", help="find source groups from pixels alone, without a table"
    )
    audit.add_argument(
        "--sheet", type=Path, help="write a contact sheet of the largest source groups (PNG or JPEG)"
    )
    _add_json(audit)
    audit.set_defaults(command="audit")
    fetch = commands.add_parser("fetch", help="download the public data set")
    fetch.add_argument("--out", type=Path, help="folder (default: the cache folder)")
    fetch.set_defaults(command="fetch")


def _train_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="run folder to make")
    parser.add_argument("--config", type=Path, help="YAML file; flags win over it")
    parser.add_argument(
        "--resume", action="store_true", help="continue the run in --out, with its own settings"
    )
    _add_json(parser)
    for f in fields(TrainConfig):
        flag = f"--{f.name.replace('_', '-')}"
        values = " ".join(filter(None, [f.metadata["interval"], ", ".join(f.metadata["choices"])]))
        default = f.default if f.default != "" else "none"
        note = f"{f.metadata['help']}{': ' * bool(values)}{values} (default: {default})"
        if f.type is bool:
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=note)
        else:
            parser.add_argument(flag, type=f.type, default=None, help=note, metavar=f.type.__name__.upper())
    parser.set_defaults(command="train")


def _run_parsers(commands: Any) -> None:
    evaluate = commands.add_parser("evaluate", help="metrics of a run, with intervals over source groups")
    evaluate.add_argument("run", type=Path)
    evaluate.add_argument(
        "--folds", type=int, help="cross-validate the run's configuration over so many folds"
    )
    evaluate.add_argument("--checkpoint", help="last, best, or an epoch (default: what the run selects)")
    _add_json(evaluate)
    evaluate.set_defaults(command="evaluate")
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
    _add_json(predict)
    predict.set_defaults(command="predict")
    export = commands.add_parser("export", help="write a run's model as ONNX or as weights alone")
    export.add_argument("run", type=Path)
    target = export.add_mutually_exclusive_group(required=True)
    target.add_argument("--onnx", type=Path, metavar="FILE")
    target.add_argument("--weights", type=Path, metavar="FILE")
    export.set_defaults(command="export")


def _bench_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=["splits", "recipe"], help="which measurement")
    parser.add_argument("--data", default="", help="image folder (default: rendered fish)")
    parser.add_argument("--out", type=Path, required=True, help="folder for runs, table and picture")
    parser.add_argument(
        "--variant", action="append", help="recipe: only this one beside the first; repeatable"
    )
    parser.set_defaults(command="bench")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result as JSON as well")
