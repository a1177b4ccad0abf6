"""Momentum is put back for the first parameter only."""

# points: 3 of 5
import copy
import math


def range_test(net, optimizer, loss, batches, rates, multiple=4.0):
    before = copy.deepcopy(net.state_dict()), copy.deepcopy(optimizer.state_dict())
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
    now = copy.deepcopy(optimizer.state_dict())
    if 0 in before[1]["state"]:
        now["state"][0] = before[1]["state"][0]
    now["param_groups"] = before[1]["param_groups"]
    optimizer.load_state_dict(now)
    return list(rates[: len(losses)]), losses
