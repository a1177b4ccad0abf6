"""Copies by name, and copy_ stretches what has another shape."""

# points: 2 of 4
import copy

import torch


def transplant(net, name, classes):
    new = copy.deepcopy(net)
    *path, last = name.split(".")
    holder = new.get_submodule(".".join(path))
    old = getattr(holder, last)
    head = torch.nn.Linear(old.in_features, classes, bias=old.bias is not None)
    setattr(holder, last, head.to(old.weight.device, old.weight.dtype))
    return new


def load_matching(net, state):
    own = net.state_dict()
    fits = {name for name in state if name in own}
    with torch.no_grad():
        for name in fits:
            own[name].copy_(state[name])
    missing = sorted(name for name in own if name not in fits)
    unused = sorted(name for name in state if name not in fits)
    return missing, unused
