"""Copies the modules on the way to the head; the others are shared."""

# points: 3 of 4
import copy

import torch


def transplant(net, name, classes):
    *path, last = name.split(".")
    holder = new = copy.copy(net)
    new._modules = dict(net._modules)
    for part in path:
        inner = copy.copy(holder._modules[part])
        inner._modules = dict(inner._modules)
        holder._modules[part] = inner
        holder = inner
    old = getattr(holder, last)
    head = torch.nn.Linear(old.in_features, classes, bias=old.bias is not None)
    setattr(holder, last, head.to(old.weight.device, old.weight.dtype))
    return new


def load_matching(net, state):
    own = net.state_dict()
    fits = {name: v for name, v in state.items() if name in own and v.shape == own[name].shape}
    net.load_state_dict(fits, strict=False)
    missing = sorted(name for name in own if name not in fits)
    unused = sorted(name for name in state if name not in fits)
    return missing, unused
