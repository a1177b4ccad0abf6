"""Works on the net itself."""

# points: 3 of 4
import torch


def transplant(net, name, classes):
    new = net
    *path, last = name.split(".")
    holder = new.get_submodule(".".join(path))
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
