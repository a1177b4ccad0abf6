"""The loss is measured in training mode."""

# points: 3 of 4
import copy

import torch


def overfit_one_batch(net, make_step, x, y, steps):
    twin = copy.deepcopy(net).train()
    old = {name: w.detach().clone() for name, w in twin.named_parameters()}
    step = make_step(twin)
    for _ in range(steps):
        step(x, y)
    loss = torch.nn.functional.cross_entropy(twin(x), y).item()
    return loss, [name for name, w in twin.named_parameters() if (w == old[name]).all()]
