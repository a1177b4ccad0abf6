"""Trains the net that it was given."""

# points: 2 of 4
import torch


def overfit_one_batch(net, make_step, x, y, steps):
    before = {name: w.detach().clone() for name, w in net.named_parameters()}
    net.train()
    step = make_step(net)
    for _ in range(steps):
        step(x, y)
    net.eval()
    with torch.no_grad():
        loss = torch.nn.functional.cross_entropy(net(x), y).item()
    unmoved = [name for name, w in net.named_parameters() if torch.equal(w, before[name])]
    return loss, unmoved
