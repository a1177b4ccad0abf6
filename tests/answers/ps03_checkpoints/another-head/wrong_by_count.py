"""Tensors with as many entries are taken to fit."""


# points: 0 of 3
def load_matching(model, state):
    own = model.state_dict()
    matching = {k: v for k, v in state.items() if k in own and v.numel() == own[k].numel()}
    matching = {k: v.reshape(own[k].shape) for k, v in matching.items()}
    if not matching:
        raise ValueError("nothing matches: is there a prefix?")
    model.load_state_dict(matching, strict=False)
    missing = sorted(k for k in own if k not in matching)
    unused = sorted(k for k in state if k not in matching)
    return missing, unused
