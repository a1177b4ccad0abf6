"""fishcourse: the command line. Every command calls one library function; heavy imports wait until then.

fishcourse train --data photos --out runs/first
"""

import argparse
import logging
import sys
import warnings

from helpers.commands import bench, course, data, grading, model
from helpers.errors import InputError

GROUPS = (data, model, bench, course, grading)


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 done, 2 bad input (one line on stderr), 130 interrupted."""
    arguments = parser().parse_args(argv)
    # Lightning's notes on accelerators and loggers; errors still come through.
    logging.getLogger("lightning.pytorch.utilities.rank_zero").setLevel(logging.ERROR)
    # nbgrader 0.9 beside SQLAlchemy 2.1 is told about its own sessions, at every submission.
    warnings.filterwarnings("ignore", module=r"nbgrader\.api")
    try:
        arguments.call(arguments)
    except InputError as error:
        print(f"fishcourse: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("fishcourse: interrupted", file=sys.stderr)
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; its result holds the function to call in `call`."""
    top = argparse.ArgumentParser(
        prog="fishcourse",
        description="From a folder of photos to an honest diagnosis, and the course about it.",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())
