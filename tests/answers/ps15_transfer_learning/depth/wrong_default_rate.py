"""The head is left to the default of the optimizer."""

# points: 1 of 3


def depth_groups(net, stages, rate, factor):
    seen, groups = set(), []
    for depth, name in enumerate(stages[::-1]):
        params = []
        for p in net.get_submodule(name).parameters():
            if id(p) not in seen:
                seen.add(id(p))
                params.append(p)
        groups.append({"params": params, "lr": rate / factor**depth} if depth else {"params": params})
    for name, p in net.named_parameters():
        if id(p) not in seen:
            raise ValueError(f"{name} is in no stage")
    return groups
