"""Assigns to out_features, which is a label."""

# points: 2 of 4
import copy


def transplant(net, name, classes):
    new = copy.deepcopy(net)
    *path, last = name.split(".")
    holder = new.get_submodule(".".join(path))
    old = getattr(holder, last)
    old.out_features = classes
    return new


def load_matching(net, state):
    own = net.state_dict()
    fits = {name: v for name, v in state.items() if name in own and v.shape == own[name].shape}
    net.load_state_dict(fits, strict=False)
    missing = sorted(name for name in own if name not in fits)
    unused = sorted(name for name in state if name not in fits)
    return missing, unused
