"""Only the parameters are put back."""

# points: 3 of 5
import copy
import math


def range_test(net, optimizer, loss, batches, rates, multiple=4.0):
    before = [p.detach().clone() for p in net.parameters()], copy.deepcopy(optimizer.state_dict())
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
    for p, old in zip(net.parameters(), before[0], strict=True):
        p.data.copy_(old)
    optimizer.load_state_dict(before[1])
    return list(rates[: len(losses)]), losses
