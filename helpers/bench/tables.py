"""The stored results as the Markdown tables of the README, so that no figure there is typed by hand.

>>> print(splits()); print(recipe()); print(grade())
"""

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


def grade() -> str:
    """The table of `bench grade`: one line an engine."""
    lines = ["| engine | at a time | submissions | all | each |", "|---|---|---|---|---|"]
    for row in pd.read_csv(RESULTS / "grade.csv").itertuples():
        lines.append(
            f"| `{row.engine}` | {row.workers} | {row.submissions} | {row.seconds:.0f} s | {row.each:.1f} s |"
        )
    return "\n".join(lines)
