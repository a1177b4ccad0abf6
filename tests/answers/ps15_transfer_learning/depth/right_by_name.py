"""Names compared with the dot, shared ones under all their names."""

# points: 3 of 3


def depth_groups(net, stages, rate, factor):
    groups = {stage: [] for stage in stages}
    latest = {}
    for full, p in net.named_parameters(remove_duplicate=False):
        places = [i for i, stage in enumerate(stages) if full == stage or full.startswith(f"{stage}.")]
        latest[id(p)] = (max([*places, latest.get(id(p), (-1,))[0]]), p)
    for place, p in latest.values():
        if place < 0:
            raise ValueError("every parameter belongs to a stage")
        groups[stages[place]].append(p)
    steps = len(stages) - 1
    return [{"params": groups[s], "lr": rate / factor ** (steps - i)} for i, s in enumerate(stages)]
