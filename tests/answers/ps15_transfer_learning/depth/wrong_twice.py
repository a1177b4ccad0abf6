"""A shared weight stands in two groups."""

# points: 2 of 3


def depth_groups(net, stages, rate, factor):
    seen, groups = set(), []
    for depth, name in enumerate(stages[::-1]):
        params = list(net.get_submodule(name).parameters())
        seen.update(id(p) for p in params)
        groups.append({"params": params, "lr": rate / factor**depth})
    for name, p in net.named_parameters():
        if id(p) not in seen:
            raise ValueError(f"{name} is in no stage")
    return groups
