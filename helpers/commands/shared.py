"""What commands share: progress bars, tables, JSON files.

>>> show(result, Path("result.json"))
"""

import argparse
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpers.errors import InputError


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option --json FILE."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result as JSON as well")


def show(result: Any, json_file: Path | None) -> None:
    """Print the table of `result`, and write its plain values."""
    print(result.table())
    if json_file:
        write_json(result.to_dict(), json_file)


def check_json(file: Path | None) -> None:
    """Before hours of work, not after: can the file be written?"""
    if file and (file.is_dir() or not os.access(file.absolute().parent, os.W_OK)):
        raise InputError(f"{file} cannot be written: give a file in an existing, writable folder")


def write_json(content: Any, file: Path) -> None:
    """UTF-8, two spaces, newline at the end."""
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def progress(items: Iterable, what: str, total: int) -> Iterable:
    """A progress bar over `items`, with rate and time left; silent where stderr is no terminal."""
    from tqdm import tqdm

    return tqdm(items, desc=what, total=total, disable=None, leave=False)
