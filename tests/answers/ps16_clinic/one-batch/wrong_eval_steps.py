"""The copy stays in the mode in which the net came."""

# points: 3 of 4
import copy

import torch


def overfit_one_batch(net, make_step, x, y, steps):
    twin = copy.deepcopy(net)
    old = {name: w.detach().clone() for name, w in twin.named_parameters()}
    step = make_step(twin)
    for _ in range(steps):
        step(x, y)
    with torch.no_grad():
        loss = torch.nn.functional.cross_entropy(twin.eval()(x), y).item()
    return loss, [name for name, w in twin.named_parameters() if torch.equal(w, old[name])]
