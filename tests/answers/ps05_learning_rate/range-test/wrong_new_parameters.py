"""The net gets new parameters, which the optimizer does not know."""

# points: 3 of 5
import copy
import math

import torch


def range_test(net, optimizer, loss, batches, rates, multiple=4.0):
    before = copy.deepcopy((net.state_dict(), optimizer.state_dict()))
    losses = []
    for rate, (inputs, targets) in zip(rates, batches, strict=False):
        for group in optimizer.param_groups:
            group["lr"] = rate
        value = loss(net(inputs), targets)
        losses.append(value.item())
        if not math.isfinite(losses[-1]) or losses[-1] > multiple * min(losses):
            break
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    for name, tensor in before[0].items():
        owner, _, leaf = name.rpartition(".")
        module = net.get_submodule(owner)
        kind = torch.nn.Parameter if leaf in module._parameters else torch.Tensor
        setattr(module, leaf, kind(tensor) if kind is torch.nn.Parameter else tensor)
    optimizer.load_state_dict(before[1])
    return list(rates[: len(losses)]), losses
