"""The README says what was measured, and names only commands that exist."""

import re
import shlex
from pathlib import Path

import pytest

from helpers.bench import tables
from helpers.cli import parser

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", [tables.splits, tables.recipe, tables.grade, tables.train])
def test_tables_are_those_of_the_stored_results(table):
    assert table() in README, f"put this into the README:\n{table()}"


def test_commands_parse():
    commands = re.findall(r"^fishcourse (.+?)(?:\s*#.*)?$", README, flags=re.MULTILINE)
    assert len(commands) >= 8
    for command in commands:
        parser().parse_args(shlex.split(command))


def test_links_lead_somewhere():
    root = Path(__file__).parents[1]
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    for link in links:
        assert link.startswith("http") or (root / link).exists(), link
