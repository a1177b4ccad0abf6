"""What the stopper said is looked at after the next epoch's steps."""

# points: 3 of 4
import torch


def fit(net, optimizer, batches, validate, stopper, keeper, epochs):
    values, stop = [], False
    for epoch in range(1, epochs + 1):
        net.train()
        for x, y in batches:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(x), y).backward()
            optimizer.step()
        if stop:
            break
        values.append(validate(net))
        keeper.update(values[-1], net, epoch)
        stop = stopper.update(values[-1])
    keeper.restore(net)
    return values
