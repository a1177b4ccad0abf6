"""A dictionary of modes, and apply for switching."""

# points: 3 of 3
import torch
from torch.nn.modules.dropout import _DropoutNd


def mc_dropout(net, x, passes):
    before = {name: module.training for name, module in net.named_modules()}
    try:
        net.eval().apply(lambda module: module.train(isinstance(module, _DropoutNd)) and None)
        for module in net.modules():
            module.training = isinstance(module, _DropoutNd)
        with torch.inference_mode():
            answers = [net(x)[None] for _ in range(passes)]
    finally:
        for name, module in net.named_modules():
            module.training = before[name]
    spread, mean = torch.std_mean(torch.cat(answers), dim=0)
    return mean, spread
