"""Divides on the way down; empty stages make no group."""

# points: 3 of 3


def depth_groups(net, stages, rate, factor):
    groups, taken, lr = [], [], rate
    for name in reversed(stages):
        new = [p for p in net.get_submodule(name).parameters() if not any(p is q for q in taken)]
        if new:
            groups.insert(0, {"name": name, "params": iter(new), "lr": lr})
        taken += new
        lr = lr / factor
    if len(taken) < len(list(net.parameters())):
        raise ValueError(f"{stages} do not hold all parameters")
    return groups
