"""A parameter in no stage is left out in silence."""

# points: 2 of 3


def depth_groups(net, stages, rate, factor):
    seen, groups = set(), []
    for depth, name in enumerate(stages[::-1]):
        params = []
        for p in net.get_submodule(name).parameters():
            if id(p) not in seen:
                seen.add(id(p))
                params.append(p)
        groups.append({"params": params, "lr": rate / factor**depth})
    return groups
