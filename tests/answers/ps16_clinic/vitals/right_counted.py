"""A copy of the net before the step; units counted in loops."""

# points: 3 of 3
import copy
import math

import torch


def measured_step(net, optimizer):
    old = copy.deepcopy(net)
    gradients = {}
    for name, w in net.named_parameters():
        gradients[name] = w.grad if w.grad is None else float(w.grad.flatten() @ w.grad.flatten()) ** 0.5
    optimizer.step()
    squares = moved = 0.0
    for then, now in zip(old.parameters(), net.parameters(), strict=True):
        squares += float((then.detach() ** 2).sum())
        moved += float(((now - then).detach() ** 2).sum())
    return gradients, math.sqrt(moved / squares)


class Count(torch.nn.Module):
    def __init__(self, shares, name):
        super().__init__()
        self.shares, self.name = shares, name

    def forward(self, x):
        out = torch.relu(x)
        living = [bool(out[:, unit].any()) for unit in range(out.shape[1])]
        self.shares[self.name] = living.count(False) / len(living)
        return out


def swap(module, prefix, shares):
    for key, child in module.named_children():
        if isinstance(child, torch.nn.ReLU):
            setattr(module, key, Count(shares, prefix + key))
        else:
            swap(child, prefix + key + ".", shares)


def dead_shares(net, x):
    twin, shares = copy.deepcopy(net), {}
    if isinstance(twin, torch.nn.ReLU):
        twin = Count(shares, "")
    swap(twin, "", shares)
    with torch.inference_mode():
        twin.eval()(x)
    return shares
