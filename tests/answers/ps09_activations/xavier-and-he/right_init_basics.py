"""The plain functions of torch.nn.init, and the result returned."""

# points: 4 of 4
import math

import torch


def fans(weight):
    rows, columns, *kernel = weight.shape
    for size in kernel:
        rows, columns = rows * size, columns * size
    return [columns, rows]


def xavier_uniform_(weight, generator):
    columns, rows = fans(weight)
    limit = math.sqrt(6) / math.sqrt(columns + rows)
    return torch.nn.init.uniform_(weight, a=-limit, b=limit, generator=generator)


def he_normal_(weight, generator):
    deviation = math.sqrt(2) / math.sqrt(fans(weight)[0])
    return torch.nn.init.normal_(weight, mean=0.0, std=deviation, generator=generator)
