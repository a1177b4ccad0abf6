"""fishcourse: the command line. Every command calls one library function; heavy imports wait until then.

fishcourse train --data photos --out runs/first
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from helpers.config import TrainConfig
from helpers.errors import InputError


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 done, 2 bad input (one line on stderr), 130 interrupted."""
    arguments = _parser().parse_args(argv)
    # Lightning's notes on accelerators and loggers; errors still come through.
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    try:
        arguments.command(arguments)
    except InputError as error:
        print(f"fishcourse: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("fishcourse: interrupted", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fishcourse", description="From a folder of photos to an honest diagnosis."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _data_parsers(commands.add_parser("data", help="render, audit or fetch a data set"))
    _train_parser(
        commands.add_parser("train", help="train a model on a folder of photos or on rendered fish")
    )
    _run_parsers(commands)
    _bench_parser(commands.add_parser("bench", help="the measurements behind the README"))
    demo = commands.add_parser("demo", help="the whole loop on rendered fish, in minutes")
    demo.add_argument("--out", type=Path, default=Path("demo"), help="folder to make (default: demo)")
    demo.set_defaults(command=_demo)
    return parser


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
    render.set_defaults(command=_render)
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
    audit.set_defaults(command=_audit)
    fetch = commands.add_parser("fetch", help="download the public data set")
    fetch.add_argument("--out", type=Path, help="folder (default: the cache folder)")
    fetch.set_defaults(command=_fetch)


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
    parser.set_defaults(command=_train)


def _run_parsers(commands: Any) -> None:
    evaluate = commands.add_parser("evaluate", help="metrics of a run, with intervals over source groups")
    evaluate.add_argument("run", type=Path)
    evaluate.add_argument(
        "--folds", type=int, help="cross-validate the run's configuration over so many folds"
    )
    evaluate.add_argument("--checkpoint", help="last, best, or an epoch (default: what the run selects)")
    _add_json(evaluate)
    evaluate.set_defaults(command=_evaluate)
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
    predict.set_defaults(command=_predict)
    export = commands.add_parser("export", help="write a run's model as ONNX or as weights alone")
    export.add_argument("run", type=Path)
    target = export.add_mutually_exclusive_group(required=True)
    target.add_argument("--onnx", type=Path, metavar="FILE")
    target.add_argument("--weights", type=Path, metavar="FILE")
    export.set_defaults(command=_export)


def _bench_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=["splits", "recipe"], help="which measurement")
    parser.add_argument("--data", default="", help="image folder (default: rendered fish)")
    parser.add_argument("--out", type=Path, required=True, help="folder for runs, table and picture")
    parser.add_argument(
        "--variant", action="append", help="recipe: only this one beside the default; repeatable"
    )
    parser.set_defaults(command=_bench)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result as JSON as well")


def _render(arguments: argparse.Namespace) -> None:
    from helpers.data import synthetic

    rendered = synthetic.render(
        arguments.count,
        arguments.size,
        seed=arguments.seed,
        leaky=arguments.leaky,
        difficulty=arguments.difficulty,
        imbalance=arguments.imbalance,
        label_noise=arguments.label_noise,
        progress=progress,
    )
    synthetic.write(arguments.out, rendered, progress=progress)
    print(f"{arguments.count} images in {arguments.out}")


def _audit(arguments: argparse.Namespace) -> None:
    from helpers.data import audit, catalog, leakage

    _check_json(arguments.json)
    found = catalog.read(arguments.folder, strict=arguments.strict, require_classes=1, progress=progress)
    found = leakage.with_source_groups(
        found, table="none" if arguments.own_groups else "auto", progress=progress
    )
    result = audit.audit(found)
    if arguments.sheet:
        audit.contact_sheet(found, arguments.sheet)
    _show(result, arguments.json)


def _fetch(arguments: argparse.Namespace) -> None:
    from helpers.data import download

    print(download.fetch(arguments.out, progress=progress))


def _train(arguments: argparse.Namespace) -> None:
    changes = {
        f.name: getattr(arguments, f.name)
        for f in fields(TrainConfig)
        if getattr(arguments, f.name) is not None
    }
    if arguments.resume and (changes or arguments.config):
        raise InputError("a resumed run keeps its settings: leave out --config and all other flags")
    config = TrainConfig.from_file(arguments.config) if arguments.config else TrainConfig()
    config = replace(config, **changes)
    _check_json(arguments.json)
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
    _show(result, arguments.json)
    print(f"report: {run.folder / 'report.html'}")


def _evaluate(arguments: argparse.Namespace) -> None:
    _check_json(arguments.json)
    from helpers.evaluation import evaluate, report
    from helpers.training.run import Run

    run = Run(arguments.run)
    if arguments.folds is not None:
        out = run.folder / f"folds{arguments.folds}"
        result = evaluate.cross_validate(run.config, out, folds=arguments.folds, progress=progress)
    else:
        result = evaluate.evaluate(run, which=arguments.checkpoint, progress=progress)
        report.report(run)
    _show(result, arguments.json)


def _predict(arguments: argparse.Namespace) -> None:
    _check_json(arguments.json)
    from helpers.evaluation import explain
    from helpers.evaluation.predict import Predictor
    from helpers.training.run import Run

    runs = [Run(folder) for folder in (arguments.run, *arguments.others)]
    predictor = Predictor(runs, tta=arguments.tta, progress=progress)
    result = predictor.files(arguments.images, top=arguments.top, strict=arguments.strict, progress=progress)
    if arguments.explain:
        explain.save(predictor.models, result.rows, arguments.explain)
    _show(result, arguments.json)


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


def _bench(arguments: argparse.Namespace) -> None:
    from helpers.bench import recipe, splits

    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.name == "splits":
        table = splits.measure(arguments.data, arguments.out, progress=progress)
    else:
        table = recipe.ablate(arguments.data, arguments.out, names=arguments.variant, progress=progress)
    print(table.to_string(index=False, float_format="{:.3f}".format))


def _demo(arguments: argparse.Namespace) -> None:
    from helpers.demo import demo

    demo(arguments.out, progress=progress)


def _show(result: Any, json_file: Path | None) -> None:
    print(result.table())
    if json_file:
        _write_json(result.to_dict(), json_file)


def _check_json(file: Path | None) -> None:
    """Before hours of work, not after: can the file be written?"""
    if file and (file.is_dir() or not os.access(file.absolute().parent, os.W_OK)):
        raise InputError(f"{file} cannot be written: give a file in an existing, writable folder")


def _write_json(content: Any, file: Path) -> None:
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def progress(items: Iterable, what: str, total: int) -> Iterable:
    """A progress bar over `items`, with rate and time left; silent where stderr is no terminal."""
    from tqdm import tqdm

    return tqdm(items, desc=what, total=total, disable=None, leave=False)


if __name__ == "__main__":
    sys.exit(main())
