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

from helpers.arguments import parser
from helpers.config import TrainConfig
from helpers.errors import InputError


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 done, 2 bad input (one line on stderr), 130 interrupted."""
    arguments = parser().parse_args(argv)
    # Lightning's notes on accelerators and loggers; errors still come through.
    logging.getLogger("lightning.pytorch.utilities.rank_zero").setLevel(logging.ERROR)
    try:
        COMMANDS[arguments.command](arguments)
    except InputError as error:
        print(f"fishcourse: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("fishcourse: interrupted", file=sys.stderr)
        return 130
    return 0


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


COMMANDS = {
    "demo": _demo,
    "render": _render,
    "audit": _audit,
    "fetch": _fetch,
    "train": _train,
    "evaluate": _evaluate,
    "predict": _predict,
    "export": _export,
    "bench": _bench,
}


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
