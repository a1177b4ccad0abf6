"""The logits are averaged, and then comes the softmax."""

# points: 1 of 3
import torch


def ensemble(nets, x, weights=None):
    modes = [(m, m.training) for net in nets for m in net.modules()]
    for net in nets:
        net.eval()
    with torch.no_grad():
        z = torch.stack([net(x) for net in nets])
    a = torch.tensor(weights or [1] * len(nets)).to(z)
    mean = torch.einsum("m,mnk->nk", a, z) / a.sum()
    for m, mode in modes:
        m.training = mode
    return mean.softmax(dim=1)
