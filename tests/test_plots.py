import io

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image

from helpers import plots

HISTORY = pd.DataFrame(
    {
        "epoch": [0, 1, 2],
        "train_loss": [2.0, 1.5, 1.2],
        "val_loss": [2.1, np.nan, 1.8],
        "train_balanced_accuracy": [0.2, 0.4, 0.5],
        "val_balanced_accuracy": [0.1, 0.2, 0.3],
        "lr-SGD": [0.1, 0.05, 0.0],
    }
)
BINS = pd.DataFrame(
    {
        "low": [0.4, 0.8],
        "high": [0.6, 1.0],
        "confidence": [0.5, 0.9],
        "accuracy": [0.6, 0.7],
        "images": [3, 9],
    }
)


def draw(figure):
    """Render a figure, so that what fails only then fails here; returns the picture."""
    assert isinstance(figure, Figure)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return Image.open(buffer)


def texts(axes):
    return [text.get_text() for text in axes.texts]


@pytest.mark.parametrize(
    "figure",
    [
        lambda: plots.learning_curves(HISTORY),
        lambda: plots.learning_curves(HISTORY.filter(regex="epoch|train"), ["loss"]),
        lambda: plots.confusion_matrix(np.eye(3), ["a", "b", "c"]),
        lambda: plots.reliability_diagram(BINS),
        lambda: plots.range_test([0.1, 1.0, 10.0], [2.0, 1.0, np.nan], [2.0, 1.5, np.nan], {"lowest": 1.0}),
        lambda: plots.image_grid(np.zeros((3, 3, 8, 8), dtype=np.uint8), ["a", "b", "c"], columns=2),
        lambda: plots.image_grid(np.zeros((1, 3, 8, 8))),
    ],
)
def test_figures_render_and_visible_axes_are_labelled(figure):
    drawn = figure()
    assert min(draw(drawn).size) > 100
    shown = [axes for axes in drawn.axes if axes.axison]
    assert all(axes.get_ylabel() for axes in shown)
    assert all(axes.get_xlabel() or axes.get_shared_x_axes().get_siblings(axes) for axes in shown)


def test_learning_curves_have_a_panel_a_quantity_and_skip_what_is_missing():
    loss, accuracy, rate = plots.learning_curves(HISTORY).axes
    assert [line.get_label() for line in loss.lines] == ["training", "validation"]
    assert loss.lines[1].get_xdata().tolist() == [1, 3]
    assert accuracy.get_ylabel() == "balanced accuracy in %"
    assert rate.get_ylabel() == "learning rate"


def test_a_single_epoch_is_one_tick():
    figure = plots.learning_curves(HISTORY.head(1), ["loss"])
    draw(figure)
    low, high = figure.axes[0].get_xlim()
    assert [tick for tick in figure.axes[0].get_xticks() if low <= tick <= high] == [1]


def test_confusion_cells_hold_counts_and_shares_of_their_row():
    axes = plots.confusion_matrix([[3, 1], [0, 0]], ["one", "$two_{a}$ with a name of many words"]).axes[0]
    assert texts(axes) == ["3\n75 %", "1\n25 %", "·", "·"]
    name = axes.get_yticklabels()[1]
    assert name.get_text().replace("\n", " ") == "$two_{a}$ with a name of many words"
    assert not name.get_parse_math()


def test_bars_show_values_and_intervals():
    figure = plots.compare_bars(["folder", "grouped"], [98.66, 40.1], [97, 33], [99, 47], "accuracy in %")
    axes = figure.axes[0]
    assert texts(axes) == ["98.7", "40.1"]
    assert axes.get_xlabel() == "accuracy in %"
    assert [label.get_text() for label in axes.get_yticklabels()] == ["folder", "grouped"]
    (arms,) = axes.collections
    assert [segment[:, 0].tolist() for segment in arms.get_segments()] == [[97, 99], [33, 47]]


@pytest.mark.parametrize(
    ("values", "shown"),
    [([0.0], ["0.00"]), ([0.456, 0.1], ["0.456", "0.100"]), ([12345.6, 7.2], ["12346", "7"])],
)
def test_bars_choose_their_decimals(values, shown):
    figure = plots.compare_bars(["x", "y"][: len(values)], values, values, values, "images/s")
    assert [text if float(text) else "0.00" for text in texts(figure.axes[0])] == shown


def test_an_interval_need_not_hold_its_value():
    draw(plots.compare_bars(["calibration error"], [3.0], [4.0], [9.0], "%"))


def test_notebooks_can_show_figures():
    picture = Image.open(io.BytesIO(plots.compare_bars(["a"], [1], [0], [2], "s")._repr_png_()))
    assert picture.format == "PNG"


def test_image_grid_shows_every_image():
    images = np.zeros((3, 3, 8, 8), dtype=np.uint8)
    images[1] = 255
    axes = plots.image_grid(images, ["a", "b", "c"], columns=2).axes
    assert [len(cell.images) for cell in axes] == [1, 1, 1, 0]
    assert axes[1].images[0].get_array().min() == 255
    assert axes[2].get_title() == "c"
