"""fishcourse data: render, audit or fetch a data set."""

import argparse
from pathlib import Path
from typing import Any

from helpers.commands.shared import add_json, check_json, progress, show


def add(commands: Any) -> None:
    """data render, data audit, data fetch."""
    parser = commands.add_parser("data", help="render, audit or fetch a data set")
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
    render.set_defaults(call=_render)
    audit = commands.add_parser("audit", help="copies, near copies, label conflicts, damaged files")
    audit.add_argument("folder", type=Path)
    audit.add_argument("--strict", action="store_true", help="fail where a file is unusable")
    audit.add_argument(
        "--own-groups", action="store_true", help="find source groups from pixels alone, without a table"
    )
    audit.add_argument(
        "--sheet", type=Path, help="write a contact sheet of the largest source groups (PNG or JPEG)"
    )
    add_json(audit)
    audit.set_defaults(call=_audit)
    fetch = commands.add_parser("fetch", help="download the public data set")
    fetch.add_argument("--out", type=Path, help="folder (default: the cache folder)")
    fetch.set_defaults(call=_fetch)


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

    check_json(arguments.json)
    found = catalog.read(arguments.folder, strict=arguments.strict, require_classes=1, progress=progress)
    found = leakage.with_source_groups(
        found, table="none" if arguments.own_groups else "auto", progress=progress
    )
    result = audit.audit(found)
    if arguments.sheet:
        audit.contact_sheet(found, arguments.sheet)
    show(result, arguments.json)


def _fetch(arguments: argparse.Namespace) -> None:
    from helpers.data import download

    print(download.fetch(arguments.out, progress=progress))
