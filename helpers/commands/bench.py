"""fishcourse bench, demo."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.commands.shared import add_json, check_json, progress, show, write_json
from helpers.errors import InputError


def add(commands: Any) -> None:
    """bench, demo."""
    bench = commands.add_parser("bench", help="the measurements behind the README")
    names = bench.add_subparsers(required=True, metavar="NAME")
    _add(names, "splits", "what a leaking test set is worth", _splits)
    recipe = _add(names, "recipe", "what each part of the default recipe is worth", _recipe)
    recipe.add_argument("--variant", action="append", help="only this one beside the first; repeatable")
    train = _add(names, "train", "training speed beside the slides' pipeline", _train)
    train.add_argument("--model", nargs="+", default=["resnet18"], help="default: resnet18")
    train.add_argument("--size", nargs="+", type=int, default=[64, 128, 224], help="px (default: 64 128 224)")
    _add_training(train, epochs=3)
    train.add_argument(
        "--workers", type=int, default=0, help="of the rivals that read files (default: try which is best)"
    )
    train.add_argument(
        "--accuracy", type=float, default=0.5, help="whose time is measured (default: %(default)s)"
    )
    train.add_argument(
        "--contestants", nargs="+", metavar="NAME", help="ours and those to compare it with (default: all)"
    )
    warmup = _add(names, "warmup", "epochs on a frozen backbone beside the slides' way", _warmup)
    warmup.add_argument("--model", default="resnet18", help="default: %(default)s")
    warmup.add_argument("--size", type=int, default=224, help="px (default: %(default)s)")
    _add_training(warmup, epochs=10)
    data = _add(names, "data", "render, audit, decode, augment: images a second by N", _data, photos=False)
    data.add_argument("--count", nargs="+", type=int, default=[250, 500, 1000], help="images (250 500 1000)")
    data.add_argument("--size", type=int, default=64, help="network input in px (default: %(default)s)")
    data.add_argument("--photo-px", type=int, default=128, help="side of a photo (default: %(default)s)")
    _add_rounds(data, rounds=3)
    grade = _add(names, "grade", "a class graded by stock nbgrader and by ours", _grade, photos=False)
    _add_class(grade, count=30)
    grade.add_argument("--rounds", type=int, default=1, help="repetitions (default: %(default)s)")
    endurance = _add(names, "endurance", "a large class, killed in the middle", _endurance, photos=False)
    _add_class(endurance, count=200)
    demo = commands.add_parser("demo", help="the whole loop on rendered fish, in minutes")
    demo.add_argument("--out", type=Path, default=Path("demo"), help="folder to make (default: demo)")
    demo.set_defaults(call=_demo)


def _add(
    names: Any, name: str, what: str, call: Callable[[argparse.Namespace], None], *, photos: bool = True
) -> argparse.ArgumentParser:
    parser = names.add_parser(name, help=what)
    if photos:
        parser.add_argument("--data", default="", help="image folder (default: rendered fish)")
    parser.add_argument("--out", type=Path, required=True, help="folder for runs, tables and pictures")
    parser.set_defaults(call=call)
    return parser


def _add_training(parser: argparse.ArgumentParser, *, epochs: int) -> None:
    parser.add_argument("--count", type=int, default=500, help="rendered photos (default: %(default)s)")
    parser.add_argument("--photo-px", type=int, default=224, help="their side (default: %(default)s)")
    parser.add_argument("--epochs", type=int, default=epochs, help="of a training (default: %(default)s)")
    parser.add_argument("--batch-size", type=int, default=32, help="images (default: %(default)s)")
    _add_rounds(parser, rounds=5)


def _add_rounds(parser: argparse.ArgumentParser, *, rounds: int) -> None:
    parser.add_argument("--rounds", type=int, default=rounds, help="repetitions (default: %(default)s)")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda (default: auto)")
    add_json(parser)


def _add_class(parser: argparse.ArgumentParser, *, count: int) -> None:
    parser.add_argument("--assignment", default="ps07_momentum", help="default: %(default)s")
    parser.add_argument("--count", type=int, default=count, help="submissions (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="of ours at a time (default: %(default)s)")


def _splits(arguments: argparse.Namespace) -> None:
    from helpers.bench import splits

    arguments.out.mkdir(parents=True, exist_ok=True)
    table = splits.measure(arguments.data, arguments.out, progress=progress)
    print(table.to_string(index=False, float_format="{:.3f}".format))


def _recipe(arguments: argparse.Namespace) -> None:
    from helpers.bench import recipe

    arguments.out.mkdir(parents=True, exist_ok=True)
    table = recipe.ablate(arguments.data, arguments.out, names=arguments.variant, progress=progress)
    print(table.to_string(index=False, float_format="{:.3f}".format))


def _train(arguments: argparse.Namespace) -> None:
    from helpers.bench import train

    result = train.measure(
        _photos(arguments),
        models=arguments.model,
        sizes_px=arguments.size,
        workers=arguments.workers,
        target=arguments.accuracy,
        **({"names": arguments.contestants} if arguments.contestants else {}),
        **_training(arguments),
    )
    for name, figure in result.figures().items():
        figure.savefig(arguments.out / f"{name}.png", dpi=110)
    _keep(result, arguments, "train")


def _warmup(arguments: argparse.Namespace) -> None:
    from helpers.bench import warmup

    result = warmup.measure(
        _photos(arguments), model=arguments.model, size_px=arguments.size, **_training(arguments)
    )
    _keep(result, arguments, "warmup")


def _data(arguments: argparse.Namespace) -> None:
    from helpers.bench import stages

    check_json(arguments.json)
    result = stages.measure(
        arguments.count,
        size_px=arguments.size,
        photo_px=arguments.photo_px,
        rounds=arguments.rounds,
        device=arguments.device,
        progress=progress,
    )
    arguments.out.mkdir(parents=True, exist_ok=True)
    result.figure().savefig(arguments.out / "data.png", dpi=110)
    _keep(result, arguments, "data")


def _grade(arguments: argparse.Namespace) -> None:
    from helpers.bench import grade

    race = grade.measure(**_class(arguments), rounds=arguments.rounds)
    print(race.table())
    if race.differing:
        raise InputError(f"{len(race.differing)} submissions have other points, see above")


def _endurance(arguments: argparse.Namespace) -> None:
    from helpers.bench import endurance

    held = endurance.measure(**_class(arguments))
    print(held.table())
    if held.faults():
        raise InputError(f"{len(held.faults())} to mend, see above")


def _class(arguments: argparse.Namespace) -> dict[str, Any]:
    from helpers.authoring.notebook import Project

    arguments.out.mkdir(parents=True, exist_ok=True)
    return {
        "course": Project.find().root,
        "out": arguments.out,
        "assignment": arguments.assignment,
        "count": arguments.count,
        "jobs": arguments.jobs,
    }


def _photos(arguments: argparse.Namespace) -> Path:
    from helpers.bench import case

    check_json(arguments.json)
    arguments.out.mkdir(parents=True, exist_ok=True)
    return case.photos(
        arguments.data,
        arguments.out,
        count=arguments.count,
        photo_px=arguments.photo_px,
        progress=progress,
    )


def _training(arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "epochs": arguments.epochs,
        "rounds": arguments.rounds,
        "batch_size": arguments.batch_size,
        "device": arguments.device,
        "progress": progress,
    }


def _keep(result: Any, arguments: argparse.Namespace, name: str) -> None:
    """Print a result; leave its summary and all its values in the folder of the bench."""
    result.summary().to_csv(arguments.out / f"{name}.csv", index=False, float_format="%.6g")
    write_json(result.to_dict(), arguments.out / f"{name}.json")
    show(result, arguments.json)


def _demo(arguments: argparse.Namespace) -> None:
    from helpers.demo import demo

    demo(arguments.out, progress=progress)
