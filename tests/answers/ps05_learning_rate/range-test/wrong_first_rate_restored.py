"""Of the rates only that of the first group is put back."""

# points: 3 of 5
import copy
import math


def range_test(net, optimizer, loss, batches, rates, multiple=4.0):
    before = copy.deepcopy((net.state_dict(), optimizer.state_dict()))
    old = optimizer.param_groups[0]["lr"]
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
    used = [group["lr"] for group in optimizer.param_groups]
    net.load_state_dict(before[0])
    optimizer.load_state_dict(before[1])
    for group, rate in zip(optimizer.param_groups, used, strict=True):
        group["lr"] = rate
    optimizer.param_groups[0]["lr"] = old
    return list(rates[: len(losses)]), losses
