"""A softmax by hand, which overflows for large logits."""

# points: 2 of 3
import torch


def ensemble(nets, x, weights=None):
    modes = [(m, m.training) for net in nets for m in net.modules()]
    for net in nets:
        net.eval()
    with torch.no_grad():
        powers = torch.stack([net(x).exp() for net in nets])
    p = powers / powers.sum(dim=2, keepdim=True)
    a = torch.tensor(weights or [1] * len(nets)).to(p)
    for m, mode in modes:
        m.training = mode
    return (a[:, None, None] * p).sum(0) / a.sum()
