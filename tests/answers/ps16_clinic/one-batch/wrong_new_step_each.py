"""A new optimizer for every step."""

# points: 2 of 4
import copy

import torch


def overfit_one_batch(net, make_step, x, y, steps):
    twin = copy.deepcopy(net).train()
    before = {name: w.detach().clone() for name, w in twin.named_parameters()}
    for _ in range(steps):
        make_step(twin)(x, y)
    with torch.no_grad():
        loss = torch.nn.functional.cross_entropy(twin.eval()(x), y).item()
    return loss, [name for name, w in twin.named_parameters() if torch.equal(w, before[name])]
