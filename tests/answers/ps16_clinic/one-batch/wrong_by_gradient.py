"""A parameter without gradient counts as unmoved, every other as moved."""

# points: 1 of 4
import copy

import torch


def overfit_one_batch(net, make_step, x, y, steps):
    twin = copy.deepcopy(net).train()
    step = make_step(twin)
    for _ in range(steps):
        step(x, y)
    unmoved = [n for n, w in twin.named_parameters() if w.grad is None or not w.grad.any()]
    twin.eval()
    with torch.no_grad():
        loss = torch.nn.functional.cross_entropy(twin(x), y).item()
    return loss, unmoved
