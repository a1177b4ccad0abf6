"""The best weights are put into a copy of the net."""

# points: 2 of 4
import copy

import torch


def fit(net, optimizer, batches, validate, stopper, keeper, epochs):
    values = []
    for epoch in range(1, epochs + 1):
        net.train()
        for x, y in batches:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(x), y).backward()
            optimizer.step()
        values.append(validate(net))
        keeper.update(values[-1], net, epoch)
        if stopper.update(values[-1]):
            break
    keeper.restore(copy.deepcopy(net))
    return values
