"""The pair is the wrong way round."""


# points: 2 of 3
def load_matching(model, state):
    own = model.state_dict()
    matching = {k: v for k, v in state.items() if k in own and v.shape == own[k].shape}
    if not matching:
        raise ValueError("nothing matches: is there a prefix?")
    model.load_state_dict(matching, strict=False)
    missing = sorted(k for k in own if k not in matching)
    unused = sorted(k for k in state if k not in matching)
    return unused, missing
