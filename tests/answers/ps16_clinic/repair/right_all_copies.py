"""Keeps the weights of every epoch and chooses at the end; the rate is set in the group."""

# points: 4 of 4
import copy

import torch


def standardized(images, mean, std):
    return images.sub(mean).div(std)


def prepare(images, labels, fish, val_fish):
    val = (fish.unsqueeze(1) == val_fish).any(dim=1).nonzero().flatten()
    train = (fish.unsqueeze(1) != val_fish).all(dim=1).nonzero().flatten()
    numbers = images[train].mean((0, 2, 3), True), images[train].std((0, 2, 3), keepdim=True)
    first = standardized(images[train], *numbers), labels[train]
    return first, (standardized(images[val], *numbers), labels[val])


def train(net, train_batches, val_batches, rate, epochs):
    optimizer = torch.optim.SGD(net.parameters(), lr=rate)
    losses, states = [], []
    for epoch in range(epochs):
        optimizer.param_groups[0]["lr"] = rate / 2**epoch
        net.train()
        for x, y in train_batches:
            optimizer.zero_grad(set_to_none=False)
            torch.nn.CrossEntropyLoss()(net(x), y).backward()
            optimizer.step()
        net.train(False)
        with torch.inference_mode():
            sums = [torch.nn.CrossEntropyLoss(reduction="sum")(net(x), y) for x, y in val_batches]
        losses.append(float(sum(sums)) / sum(len(x) for x, _ in val_batches))
        states.append(copy.deepcopy(net).state_dict())
    net.load_state_dict(states[losses.index(min(losses))])
    return losses
