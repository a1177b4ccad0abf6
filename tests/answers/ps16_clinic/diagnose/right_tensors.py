"""Tensors and a list of pairs."""

# points: 3 of 3
import torch


def diagnose(run, healthy):
    sick = {name: torch.tensor(values, dtype=torch.float64) for name, values in run.items()}
    well = {name: torch.tensor(values, dtype=torch.float64) for name, values in healthy.items()}
    losses = torch.cat([sick["train_loss"], sick["val_loss"]])
    steady = (sick["rate"] == sick["rate"][0]).all() and not (well["rate"] == well["rate"][0]).all()
    first, last = sick["train_loss"][0], sick["train_loss"][-1]
    rows = [
        (not losses.isfinite().all(), "not a number"),
        (steady, "schedule never stepped"),
        (sick["rate"][-1] < 1e-3 * sick["rate"][0], "schedule stepped too often"),
        (sick["gradient"][-1] > 5 * sick["gradient"][0], "gradients pile up"),
        (last > first, "diverged"),
        (10 * sick["update"].mean() < well["update"].mean(), "rate too low"),
        (last > 2 * well["train_loss"][-1], "underfitting"),
        (sick["val_loss"][-1] > 1.1 * sick["val_loss"].min(), "overfitting"),
    ]
    for found, name in rows:
        if found:
            return name
    return "none of these"
