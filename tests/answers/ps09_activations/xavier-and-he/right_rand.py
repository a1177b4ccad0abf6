"""torch.rand and torch.randn, stretched, through `.data`."""

# points: 4 of 4
import math

import torch


def fans(w):
    places = math.prod(w.shape[2:])
    return int(w.shape[1] * places), int(w.shape[0] * places)


def xavier_uniform_(w, g):
    drawn = torch.rand(w.shape, generator=g, dtype=w.dtype, device=w.device)
    bound = 3**0.5 * math.sqrt(2 / sum(fans(w)))
    w.data = (2 * drawn - 1) * bound


def he_normal_(w, g):
    drawn = torch.randn(w.shape, generator=g, dtype=w.dtype, device=w.device)
    w.data.copy_(drawn * math.sqrt(2 / fans(w)[0]))
