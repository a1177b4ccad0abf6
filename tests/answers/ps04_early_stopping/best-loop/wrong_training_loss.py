"""The keeper and the stopper are shown the training loss."""

# points: 0 of 4
import torch


def fit(net, optimizer, batches, validate, stopper, keeper, epochs):
    values = []
    for epoch in range(1, epochs + 1):
        net.train()
        for x, y in batches:
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(net(x), y)
            loss.backward()
            optimizer.step()
        values.append(loss.item())
        keeper.update(values[-1], net, epoch)
        if stopper.update(values[-1]):
            break
    keeper.restore(net)
    return values
