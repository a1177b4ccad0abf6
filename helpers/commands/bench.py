"""fishcourse bench, demo."""

import argparse
from pathlib import Path
from typing import Any

from helpers.commands.shared import progress
from helpers.errors import InputError


def add(commands: Any) -> None:
    """bench, demo."""
    parser = commands.add_parser("bench", help="the measurements behind the README")
    parser.add_argument("name", choices=["splits", "recipe", "grade", "endurance"], help="which measurement")
    parser.add_argument("--data", default="", help="image folder (default: rendered fish)")
    parser.add_argument("--out", type=Path, required=True, help="folder for runs, table and picture")
    parser.add_argument(
        "--variant", action="append", help="recipe: only this one beside the first; repeatable"
    )
    parser.add_argument("--assignment", default="ps07_momentum",
                        help="grade, endurance: of which (default: %(default)s)")  # fmt: skip
    parser.add_argument("--count", type=int, help="grade, endurance: submissions (default: 30, 200)")
    parser.add_argument("--jobs", type=int, default=2,
                        help="grade, endurance: at a time (default: %(default)s)")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=1, help="grade: how often (default: %(default)s)")
    parser.set_defaults(call=_bench)
    demo = commands.add_parser("demo", help="the whole loop on rendered fish, in minutes")
    demo.add_argument("--out", type=Path, default=Path("demo"), help="folder to make (default: demo)")
    demo.set_defaults(call=_demo)


def _bench(arguments: argparse.Namespace) -> None:
    from helpers.bench import recipe, splits

    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.name in ("grade", "endurance"):
        return _bench_grading(arguments)
    if arguments.name == "splits":
        table = splits.measure(arguments.data, arguments.out, progress=progress)
    else:
        table = recipe.ablate(arguments.data, arguments.out, names=arguments.variant, progress=progress)
    print(table.to_string(index=False, float_format="{:.3f}".format))


def _bench_grading(arguments: argparse.Namespace) -> None:
    from helpers.authoring.notebook import Project
    from helpers.bench import endurance, grade

    options = {"assignment": arguments.assignment, "jobs": arguments.jobs}
    course = Project.find().root
    if arguments.name == "grade":
        race = grade.measure(
            course, arguments.out, count=arguments.count or 30, rounds=arguments.rounds, **options
        )
        print(race.table())
        if race.differing:
            raise InputError(f"{len(race.differing)} submissions have other points, see above")
    else:
        held = endurance.measure(course, arguments.out, count=arguments.count or 200, **options)
        print(held.table())
        if held.faults():
            raise InputError(f"{len(held.faults())} to mend, see above")


def _demo(arguments: argparse.Namespace) -> None:
    from helpers.demo import demo

    demo(arguments.out, progress=progress)
