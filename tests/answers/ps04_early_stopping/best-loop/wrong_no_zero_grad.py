"""Gradients are never set to zero."""

# points: 2 of 4
import torch


def fit(net, optimizer, batches, validate, stopper, keeper, epochs):
    values = []
    for epoch in range(1, epochs + 1):
        net.train()
        for x, y in batches:
            torch.nn.functional.cross_entropy(net(x), y).backward()
            optimizer.step()
        values.append(validate(net))
        keeper.update(values[-1], net, epoch)
        if stopper.update(values[-1]):
            break
    keeper.restore(net)
    return values
