"""Training mode is set once, before the first epoch."""

# points: 3 of 4
import copy
import math

import torch


def prepare(images, labels, fish, val_fish):
    held = torch.isin(fish, val_fish)
    own = images[~held]
    mean = own.mean((0, 2, 3), keepdim=True)
    std = own.std((0, 2, 3), keepdim=True)
    return ((own - mean) / std, labels[~held]), ((images[held] - mean) / std, labels[held])


def train(net, train_batches, val_batches, rate, epochs):
    optimizer = torch.optim.SGD(net.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
    losses, lowest = [], math.inf
    net.train()
    for _ in range(epochs):
        for x, y in train_batches:
            logits = net(x)
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(logits, y).backward()
            optimizer.step()
        schedule.step()
        net.eval()
        total, count = 0.0, 0
        with torch.no_grad():
            for x, y in val_batches:
                total += len(y) * torch.nn.functional.cross_entropy(net(x), y).item()
                count += len(y)
        losses.append(total / count)
        if losses[-1] < lowest:
            lowest, best = losses[-1], copy.deepcopy(net.state_dict())
    net.load_state_dict(best)
    return losses
