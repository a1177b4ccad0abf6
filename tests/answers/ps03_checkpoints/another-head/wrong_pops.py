"""What was loaded is removed from the state."""


# points: 1 of 3
def load_matching(model, state):
    own = model.state_dict()
    matching = {k: v for k, v in state.items() if k in own and v.shape == own[k].shape}
    if not matching:
        raise ValueError("nothing matches: is there a prefix?")
    model.load_state_dict(matching, strict=False)
    missing = sorted(k for k in own if k not in matching)
    unused = sorted(k for k in state if k not in matching)
    for k in matching:
        del state[k]
    return missing, unused
