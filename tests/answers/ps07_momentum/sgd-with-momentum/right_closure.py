"""A function that returns an object with a closure as its step."""

# points: 4 of 4
from types import SimpleNamespace

import torch


def Momentum(params, mu):
    remembered = {}

    def step(grads, rate):
        with torch.no_grad():
            for w, g in zip(params, grads, strict=True):
                remembered[id(w)] = g + mu * remembered.get(id(w), 0)
                w.copy_(torch.add(w, remembered[id(w)], alpha=-rate))

    return SimpleNamespace(step=step)
