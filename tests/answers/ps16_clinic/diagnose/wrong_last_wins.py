"""Goes on after the first sign: the last one gives the name."""

# points: 1 of 3
import math
from statistics import mean


def diagnose(run, healthy):
    name = "none of these"
    train, val = run["train_loss"], run["val_loss"]
    if any(not math.isfinite(v) for v in train + val):
        name = "not a number"
    if len(set(run["rate"])) == 1 and len(set(healthy["rate"])) > 1:
        name = "schedule never stepped"
    if run["rate"][-1] < run["rate"][0] / 1000:
        name = "schedule stepped too often"
    if run["gradient"][-1] > 5 * run["gradient"][0]:
        name = "gradients pile up"
    if train[-1] > train[0]:
        name = "diverged"
    if mean(run["update"]) < mean(healthy["update"]) / 10:
        name = "rate too low"
    if train[-1] > 2 * healthy["train_loss"][-1]:
        name = "underfitting"
    if val[-1] > 1.1 * min(val):
        name = "overfitting"
    return name
