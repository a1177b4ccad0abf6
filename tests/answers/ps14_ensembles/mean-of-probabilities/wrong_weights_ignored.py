"""The weights are not used."""

# points: 2 of 3
import torch


def ensemble(nets, x, weights=None):
    modes = [(m, m.training) for net in nets for m in net.modules()]
    for net in nets:
        net.eval()
    with torch.no_grad():
        p = torch.stack([net(x).softmax(dim=1) for net in nets])
    for m, mode in modes:
        m.training = mode
    return p.mean(dim=0)
