"""The step trains the given net, the copy is measured."""

# points: 0 of 4
import copy

import torch


def overfit_one_batch(net, make_step, x, y, steps):
    twin = copy.deepcopy(net)
    twin.train()
    before = [w.detach().clone() for w in twin.parameters()]
    step = make_step(net)
    for _ in range(steps):
        step(x, y)
    twin.eval()
    with torch.no_grad():
        loss = torch.nn.functional.cross_entropy(twin(x), y).item()
    pairs = zip(twin.named_parameters(), before, strict=True)
    return loss, [name for (name, w), old in pairs if torch.equal(w, old)]
