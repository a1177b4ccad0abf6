"""The claims of a lecture can fail: where one ingredient is broken on purpose, a claim says so.

faults/NN_topic.toml lists what is broken, and where:

    [[fault]]
    what = "Adam's bias correction is off"   # the ingredient, in a few words
    cell = "adam"                            # in this cell, this text, which it has once, ...
    old = "/ (1 - beta1**t)"
    new = ""                                 # ... becomes this one
    fails = "adam-claim"                     # the cell whose claim must not hold any more
    cells = ["imports", "adam"]              # what `fails` needs, run before it in this order

Each list of cells is run twice: as it stands, where the claim must hold, and with the fault.
"""

import tomllib
from pathlib import Path

import matplotlib
import nbformat
import pytest

from helpers.teaching.claims import ClaimError

ROOT = Path(__file__).parents[2]
LECTURES = sorted((ROOT / "course").glob("*.ipynb"))
FAULTS = {path.stem: path for path in sorted((Path(__file__).parent / "faults").glob("*.toml"))}


def faults():
    for stem, path in FAULTS.items():
        for fault in tomllib.loads(path.read_text(encoding="utf-8"))["fault"]:
            yield pytest.param(stem, fault, id=f"{stem}-{fault['what'].replace(' ', '-')}")


def run(sources, namespace):
    """Run cells one after the other, as a kernel would, without showing what they draw."""
    for cell_id, source in sources.items():
        exec(compile(source, cell_id, "exec"), namespace)


def test_every_lecture_has_a_fault_and_every_fault_a_lecture():
    assert sorted(FAULTS) == [path.stem for path in LECTURES]


@pytest.mark.slow
@pytest.mark.parametrize(("stem", "fault"), list(faults()))
def test_a_broken_ingredient_makes_the_claim_fail(stem, fault, monkeypatch):
    monkeypatch.chdir(ROOT / "course")
    matplotlib.use("agg")
    cells = {cell.id: cell.source for cell in nbformat.read(f"{stem}.ipynb", as_version=4).cells}
    before = {cell_id: cells[cell_id] for cell_id in fault["cells"]}
    claim = {fault["fails"]: cells[fault["fails"]]}
    run(before | claim, {"__name__": "__main__"})
    where = before if fault["cell"] in before else claim
    assert where[fault["cell"]].count(fault["old"]) == 1
    where[fault["cell"]] = where[fault["cell"]].replace(fault["old"], fault["new"])
    broken = {"__name__": "__main__"}
    run(before, broken)
    with pytest.raises(ClaimError):
        run(claim, broken)
