"""fishcourse bench, demo."""

import argparse
from pathlib import Path
from typing import Any

from helpers.commands.shared import progress


def add(commands: Any) -> None:
    """bench, demo."""
    parser = commands.add_parser("bench", help="the measurements behind the README")
    parser.add_argument("name", choices=["splits", "recipe"], help="which measurement")
    parser.add_argument("--data", default="", help="image folder (default: rendered fish)")
    parser.add_argument("--out", type=Path, required=True, help="folder for runs, table and picture")
    parser.add_argument(
        "--variant", action="append", help="recipe: only this one beside the first; repeatable"
    )
    parser.set_defaults(call=_bench)
    demo = commands.add_parser("demo", help="the whole loop on rendered fish, in minutes")
    demo.add_argument("--out", type=Path, default=Path("demo"), help="folder to make (default: demo)")
    demo.set_defaults(call=_demo)


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
