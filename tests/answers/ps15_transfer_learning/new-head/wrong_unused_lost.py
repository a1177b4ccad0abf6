"""Reports what load_state_dict reports, after sorting out by itself."""

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
    fits = {name: v for name, v in state.items() if name in own and v.shape == own[name].shape}
    report = net.load_state_dict(fits, strict=False)
    return sorted(report.missing_keys), sorted(report.unexpected_keys)
