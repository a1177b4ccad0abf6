"""No mode is restored."""

# points: 2 of 3
import torch


def mc_dropout(net, x, passes):
    net.eval()
    for module in net.modules():
        if isinstance(module, torch.nn.Dropout | torch.nn.Dropout2d):
            module.train()
    with torch.no_grad():
        answers = torch.stack([net(x) for _ in range(passes)])
    return answers.mean(0), answers.std(0)
