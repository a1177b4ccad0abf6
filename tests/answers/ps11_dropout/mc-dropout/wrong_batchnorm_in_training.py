"""The whole net is put in training mode."""

# points: 2 of 3
import torch


def mc_dropout(net, x, passes):
    modes = [(module, module.training) for module in net.modules()]
    net.train()
    with torch.no_grad():
        answers = torch.stack([net(x) for _ in range(passes)])
    for module, mode in modes:
        module.training = mode
    return answers.mean(0), answers.std(0)
