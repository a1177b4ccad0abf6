"""The epoch is a function of its own; restored in a finally clause."""

# points: 4 of 4
import torch.nn.functional as F


def fit(net, optimizer, batches, validate, stopper, keeper, epochs):
    def one_epoch():
        for x, y in batches:
            net.train()
            loss = F.nll_loss(F.log_softmax(net(x), dim=1), y)
            optimizer.zero_grad(set_to_none=False)
            loss.backward()
            optimizer.step()
        return validate(net)

    values = []
    try:
        for epoch in range(epochs):
            values.append(one_epoch())
            keeper.update(value=values[-1], net=net, epoch=epoch + 1)
            if stopper.update(value=values[-1]):
                return values
    finally:
        keeper.restore(net)
    return values
