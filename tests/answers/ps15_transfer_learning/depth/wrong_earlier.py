"""A shared weight gets the rate of the earlier stage."""

# points: 2 of 3


def depth_groups(net, stages, rate, factor):
    seen, groups = set(), []
    for depth, name in enumerate(stages):
        params = []
        for p in net.get_submodule(name).parameters():
            if id(p) not in seen:
                seen.add(id(p))
                params.append(p)
        groups.append({"params": params, "lr": rate / factor ** (len(stages) - 1 - depth)})
    for name, p in net.named_parameters():
        if id(p) not in seen:
            raise ValueError(f"{name} is in no stage")
    return groups
