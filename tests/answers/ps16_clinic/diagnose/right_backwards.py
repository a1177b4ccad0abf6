"""From the last row to the first, each overwriting."""

# points: 3 of 3
import math


def diagnose(run, healthy):
    def average(values):
        return math.fsum(values) / len(values)

    *_, train_end = run["train_loss"]
    *_, val_end = run["val_loss"]
    name = "none of these"
    if val_end / sorted(run["val_loss"])[0] > 1.1:
        name = "overfitting"
    if train_end / healthy["train_loss"][-1] > 2:
        name = "underfitting"
    if average(run["update"]) / average(healthy["update"]) < 0.1:
        name = "rate too low"
    if train_end > run["train_loss"][0]:
        name = "diverged"
    if run["gradient"][-1] / run["gradient"][0] > 5:
        name = "gradients pile up"
    if run["rate"][-1] / run["rate"][0] < 0.001:
        name = "schedule stepped too often"
    if min(run["rate"]) == max(run["rate"]) and min(healthy["rate"]) != max(healthy["rate"]):
        name = "schedule never stepped"
    for loss in [*run["train_loss"], *run["val_loss"]]:
        if loss != loss or abs(loss) == math.inf:
            name = "not a number"
    return name
