"""The measurements that tell sick runs apart, a row a measurement and a column a run.

>>> vitals({"healthy": admit(0), "1": admit(1)})
"""

import math
from collections.abc import Mapping

import pandas as pd

from helpers.teaching.chart import Chart
from helpers.teaching.fish import CLASSES
from helpers.teaching.language import translate as _


def measures(chart: Chart) -> dict[str, float]:
    """Every measurement of a chart, by its name in the reader's language."""
    steps = len(chart.loss) // len(chart.train_loss)  # of an epoch
    return {
        _("first loss / ln 7"): chart.loss[0] / math.log(len(CLASSES)),
        _("gradient, first step"): chart.gradient[0],
        _("gradient, last epoch"): sum(chart.gradient[-steps:]) / steps,
        _("update / weight, first epoch"): sum(chart.update[:steps]) / steps,
        _("rate, last / first"): chart.rate[-1] / chart.rate[0],
        _("training loss, last epoch"): chart.train_loss[-1],
        _("validation loss, last epoch"): chart.val_loss[-1],
        _("validation loss of the weights kept"): chart.val_loss[chart.kept],
        _("own photos right, %"): chart.own_accuracy,
        _("validation photos right, best epoch, %"): max(chart.val_accuracy),
        _("test photos right, %"): chart.test_accuracy,
        _("lowest recall, %"): min(chart.recalls),
        _("answers that company changes, %"): chart.company,
        _("spread of pixels, validation / training"): chart.spread,
        _("validation photos also among the training photos"): chart.shared,
        _("logits exactly 0, %"): chart.zeros,
    }


def vitals(charts: Mapping[str, Chart]) -> pd.DataFrame:
    """The measurements of every chart, {name: chart}, as text with three digits; names stay as they are."""
    taken = {name: measures(chart) for name, chart in charts.items()}
    return pd.DataFrame(taken).map(lambda value: f"{value:.3g}")
