"""Each network has a vote for one class."""

# points: 0 of 3
import torch


def ensemble(nets, x, weights=None):
    modes = [(m, m.training) for net in nets for m in net.modules()]
    for net in nets:
        net.eval()
    with torch.no_grad():
        z = torch.stack([net(x) for net in nets])
    a = torch.tensor(weights or [1] * len(nets)).to(z)
    named = torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z)
    for m, mode in modes:
        m.training = mode
    return torch.einsum("m,mnk->nk", a, named) / a.sum()
