"""The model card says what the run's own files say."""

from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.config import TrainConfig
from helpers.evaluation.metrics import measure
from helpers.teaching.modelcard import model_card


@pytest.fixture
def card():
    metrics = measure(
        [[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.7, 0.3]], [0, 0, 1, 1], [""] * 4, classes=("ill", "well")
    )
    run = SimpleNamespace(
        classes=("ill", "well"),
        config=TrainConfig(epochs=3, size_px=32),
        table=pd.DataFrame({"split": ["train"] * 6 + ["val"] * 2 + ["test"] * 4}),
    )
    found = SimpleNamespace(metrics=metrics, split="source-group", leaks=("a leak",))
    return str(model_card(run, found, SimpleNamespace(rejected=0.25)))


@pytest.mark.parametrize(
    "said",
    [
        "compact, 32 px, 3 epochs",
        "Trained on 6 photos, validated on 2, tested on 4 (4 fish)",
        "Balanced accuracy 75%",
        "by chance 50%",
        "Weakest class: well, of which 50% are found",
        "“Not sure” for 25%",
        "Leaks found: 1",
    ],
)
def test_the_card_holds_the_figures_of_the_run(card, said):
    assert said in card
