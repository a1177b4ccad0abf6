"""Freezes the parameters instead of using no_grad, and leaves them frozen."""

# points: 2 of 3
import torch


def mc_dropout(net, x, passes):
    modes = [(module, module.training) for module in net.modules()]
    net.eval()
    for module in net.modules():
        if isinstance(module, torch.nn.Dropout | torch.nn.Dropout2d):
            module.train()
    net.requires_grad_(False)
    answers = torch.stack([net(x) for _ in range(passes)])
    for module, mode in modes:
        module.training = mode
    return answers.mean(0), answers.std(0)
