"""A shape with the same lengths in another order is taken to fit."""


# points: 2 of 3
def load_matching(model, state):
    own = model.state_dict()
    matching = {k: v for k, v in state.items() if k in own and sorted(v.shape) == sorted(own[k].shape)}
    matching = {k: v.reshape(own[k].shape) for k, v in matching.items()}
    if not matching:
        raise ValueError("nothing matches: is there a prefix?")
    model.load_state_dict(matching, strict=False)
    missing = sorted(k for k in own if k not in matching)
    unused = sorted(k for k in state if k not in matching)
    return missing, unused
