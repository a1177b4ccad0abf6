"""The result requires a gradient."""

# points: 2 of 3
import torch


def ensemble(nets, x, weights=None):
    modes = [(m, m.training) for net in nets for m in net.modules()]
    for net in nets:
        net.eval()
    p = torch.stack([net(x).softmax(dim=1) for net in nets])
    a = torch.tensor(weights or [1] * len(nets)).to(p)
    for m, mode in modes:
        m.training = mode
    return torch.einsum("m,mnk->nk", a / a.sum(), p)
