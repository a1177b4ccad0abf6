"""The test runs on a copy of the net, the optimizer on the net itself."""

# points: 2 of 5
import copy
import math


def range_test(net, optimizer, loss, batches, rates, multiple=4.0):
    copied = copy.deepcopy(net)
    before = copy.deepcopy((net.state_dict(), optimizer.state_dict()))
    losses = []
    for rate, (inputs, targets) in zip(rates, batches, strict=False):
        for group in optimizer.param_groups:
            group["lr"] = rate
        value = loss(copied(inputs), targets)
        losses.append(value.item())
        if not math.isfinite(losses[-1]) or losses[-1] > multiple * min(losses):
            break
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    net.load_state_dict(before[0])
    optimizer.load_state_dict(before[1])
    return list(rates[: len(losses)]), losses
