"""The loss is noted before the last step."""

# points: 2 of 4
import copy

import torch


def overfit_one_batch(net, make_step, x, y, steps):
    twin = copy.deepcopy(net)
    start = copy.deepcopy(dict(twin.named_parameters()))
    twin.train()
    step = make_step(twin)
    for _ in range(steps):
        twin.eval()
        with torch.no_grad():
            loss = torch.nn.functional.cross_entropy(twin(x), y).item()
        twin.train()
        step(x, y)
    return loss, [name for name, w in twin.named_parameters() if torch.equal(w, start[name])]
