"""The optimizer keeps its momentum of the explosion."""

# points: 3 of 5
import copy
import math


def range_test(net, optimizer, loss, batches, rates, multiple=4.0):
    before = copy.deepcopy(net.state_dict()), [group["lr"] for group in optimizer.param_groups]
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
    net.load_state_dict(before[0])
    for group, old in zip(optimizer.param_groups, before[1], strict=True):
        group["lr"] = old
    return list(rates[: len(losses)]), losses
