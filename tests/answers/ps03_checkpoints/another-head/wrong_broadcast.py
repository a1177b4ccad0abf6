"""What can be expanded to the shape is taken to fit."""

# points: 0 of 3
import torch


@torch.no_grad()
def load_matching(model, state):
    own, loaded = model.state_dict(), []
    for name, tensor in state.items():
        try:
            own[name].copy_(tensor)
            loaded.append(name)
        except (KeyError, RuntimeError):
            pass
    if not loaded:
        raise ValueError("nothing matches")
    return sorted(set(own) - set(loaded)), sorted(set(state) - set(loaded))
