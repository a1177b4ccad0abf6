"""Outputs without a name are not noticed."""

# points: 3 of 4
import torch


def diagnose(net, photos, classes, k):
    modes = [(module, module.training) for module in net.modules()]
    net.eval()
    with torch.no_grad():
        rows = net(photos / 255).softmax(dim=1).tolist()
    for module, mode in modes:
        module.training = mode
    return [sorted(zip(classes, row), key=lambda pair: -pair[1])[:k] for row in rows]  # noqa: B905
