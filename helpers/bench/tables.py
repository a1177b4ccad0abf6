"""The stored results as the Markdown tables of the README, so that no figure there is typed by hand.

>>> print(splits()); print(recipe()); print(train()); print(grade())
"""

import json
from pathlib import Path

import pandas as pd

RESULTS = Path(__file__).parent / "results"


def splits() -> str:
    """The table of `bench splits`: one line a split method."""
    lines = ["| split | test images | of those also in training | source photo seen | balanced accuracy |"]
    lines.append("|---|---|---|---|---|")
    for row in pd.read_csv(RESULTS / "splits.csv").itertuples():
        lines.append(
            f"| `{row.split}` | {row.test_images} | {row.copies_in_training} | {row.source_seen_in_training} "
            f"| **{row.balanced_accuracy:.2f}** ({row.low:.2f} to {row.high:.2f}) |"
        )
    return "\n".join(lines)


def recipe() -> str:
    """The table of `bench recipe`: one line a variant."""
    lines = ["| recipe | balanced accuracy | difference to the start |", "|---|---|---|"]
    for row in pd.read_csv(RESULTS / "recipe.csv").itertuples():
        start = row.Index == 0
        difference = f"{row.difference:+.3f} ({row.difference_low:+.3f} to {row.difference_high:+.3f})"
        lines.append(
            f"| {row.variant} | {row.balanced_accuracy:.3f} ({row.low:.3f} to {row.high:.3f}) "
            f"| {'' if start else difference} |"
        )
    return "\n".join(lines)


def train(file: Path = RESULTS / "train.json") -> str:
    """The table of `bench train`: one line a contestant, network and size, with our rate over its own."""
    content = json.loads(file.read_text(encoding="utf-8"))
    ratios = {(row["model"], row["size_px"], row["rival"]): row for row in content["ratios"]}
    lines = [f"| {content['machine']['device']} | pipeline | images/s | accuracy | ours is faster by |"]
    lines.append("|---|---|---|---|---|")
    for row in content["summary"]:
        case = row["model"], row["size_px"]
        ratio = ratios.get((*case, row["contestant"]))
        by = "{ours_over_rival:.2f} ({low:.2f} to {high:.2f})".format(**ratio) if ratio else ""
        spread = "" if row["accuracy_sd"] is None else f" ± {row['accuracy_sd']:.2f}"
        lines.append(
            f"| {case[0]}, {case[1]} px | {row['contestant']} "
            f"| {row['images_per_s']:.3g} ({row['low']:.3g} to {row['high']:.3g}) "
            f"| {row['accuracy']:.2f}{spread} | {by} |"
        )
    return "\n".join(lines)


def grade() -> str:
    """The table of `bench grade`: one line an engine."""
    lines = ["| engine | at a time | submissions | all | each |", "|---|---|---|---|---|"]
    for row in pd.read_csv(RESULTS / "grade.csv").itertuples():
        lines.append(
            f"| `{row.engine}` | {row.workers} | {row.submissions} | {row.seconds:.0f} s | {row.each:.1f} s |"
        )
    return "\n".join(lines)
