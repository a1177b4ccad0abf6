"""The last validation loss is read against the first."""

# points: 2 of 3
import math
from statistics import mean


def diagnose(run, healthy):
    train, val = run["train_loss"], run["val_loss"]
    if not all(math.isfinite(v) for v in train + val):
        return "not a number"
    if len(set(run["rate"])) == 1 and len(set(healthy["rate"])) > 1:
        return "schedule never stepped"
    if run["rate"][-1] < run["rate"][0] / 1000:
        return "schedule stepped too often"
    if run["gradient"][-1] > 5 * run["gradient"][0]:
        return "gradients pile up"
    if train[-1] > train[0]:
        return "diverged"
    if mean(run["update"]) < mean(healthy["update"]) / 10:
        return "rate too low"
    if train[-1] > 2 * healthy["train_loss"][-1]:
        return "underfitting"
    if val[-1] > 1.1 * val[0]:
        return "overfitting"
    return "none of these"
