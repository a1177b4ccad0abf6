"""The values before are the very tensors that are edited."""

# points: 1 of 4
import copy

import torch


def overfit_one_batch(net, make_step, x, y, steps):
    model = copy.deepcopy(net)
    model.train()
    before = {name: w.data for name, w in model.named_parameters()}
    step = make_step(model)
    for _ in range(steps):
        step(x, y)
    model.eval()
    with torch.no_grad():
        loss = torch.nn.functional.cross_entropy(model(x), y)
    unmoved = [name for name, w in model.named_parameters() if torch.equal(w.data, before[name])]
    return loss.item(), unmoved
