"""The whole loop on embedded data, in minutes: render, audit, train, evaluate honestly, report; then a class.

The rendered set leaks on purpose, as the real one does, so the three splits disagree. The class is made of an
assignment of the course and three submissions: solved, half solved, untouched.

>>> demo(Path("demo"))
"""

from pathlib import Path

from helpers.bench import splits
from helpers.config import TrainConfig
from helpers.data import audit, catalog, leakage, synthetic
from helpers.data.catalog import Progress
from helpers.errors import InputError
from helpers.evaluation.report import report
from helpers.training.run import Run

# Small enough for a laptop: about a minute of training a split on two cores.
COUNT = 700
SIZE_PX = 64
EPOCHS = 12


def demo(out: Path, *, progress: Progress | None = None) -> None:
    """Make the folder `out` with photos, runs, a table, a picture and reports; prints what it finds.

    Raises InputError where `out` exists, and outside a checkout of the course.
    """
    from helpers.authoring.notebook import Project
    from helpers.grading import sample

    course = Project.find().root
    if out.exists():
        raise InputError(f"{out} exists: remove it or choose another folder with --out")
    print(f"1. Render {COUNT} fish, each photographed several times, as in the real data set\n")
    synthetic.write(out / "photos", synthetic.render(COUNT, SIZE_PX, leaky=True), progress=progress)
    print("2. Audit the folder before training on it\n")
    found = leakage.with_source_groups(catalog.read(out / "photos", progress=progress), progress=progress)
    print(audit.audit(found).table())
    audit.contact_sheet(found, out / "groups.png")
    print("\n3. Train the same model under three splits\n")
    config = TrainConfig(weights="none", size_px=SIZE_PX, epochs=EPOCHS)
    table = splits.measure(str(out / "photos"), out / "splits", config=config, progress=progress)
    print(table.to_string(index=False, float_format="{:.2f}".format))
    print("\nOnly the last row tells how the model does on a fish that it has never seen.")
    page = report(Run(out / "splits" / "source-group"))
    print(f"\n4. Read the report: {page}")
    print(f"\n5. Release {sample.ASSIGNMENT}, take three submissions, grade them, write feedback\n")
    print(sample.teach(course, out / "class").to_string(index=False))
    print(f"\n6. Read what a student gets back: {out / 'class' / 'feedback' / 'half' / sample.ASSIGNMENT}")
