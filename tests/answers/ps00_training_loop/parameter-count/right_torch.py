"""Checked with a network of torch."""

# points: 3 of 3
import math

from torch import nn

STUDENT = " s1000018 "


def my_counts():
    first = nn.Linear(4 * 28 * 28, 50)
    net = nn.Sequential(first, nn.ReLU(), nn.Linear(50, 8), nn.ReLU(), nn.Linear(8, 7))
    count = [sum(p.numel() for p in part.parameters()) for part in (first, net)]
    return [*count, math.ceil(1000 / 32) * 11]
