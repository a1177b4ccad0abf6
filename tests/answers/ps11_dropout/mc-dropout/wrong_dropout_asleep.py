"""Everything is put in evaluation mode."""

# points: 2 of 3
import torch


def mc_dropout(net, x, passes):
    modes = [(module, module.training) for module in net.modules()]
    net.eval()
    with torch.no_grad():
        answers = torch.stack([net(x) for _ in range(passes)])
    for module, mode in modes:
        module.training = mode
    return answers.mean(0), answers.std(0)
