"""Draws by sorting random numbers; walks with range; inference mode."""

# points: 4 of 4
import torch


def validate(net, validation, loss_of):
    net.train(False)
    with torch.inference_mode():
        return float(loss_of(net(validation[0]), validation[1]))


def train(net, training, validation, optimizer, loss_of, epochs, batch_size, generator):
    inputs, targets = training
    history = []
    while len(history) < epochs:
        net.train(True)
        order = torch.rand(len(inputs), generator=generator).argsort().tolist()
        losses = torch.zeros(len(inputs), dtype=torch.float64)
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            loss = loss_of(net(inputs[rows]), targets[rows])
            for w in net.parameters():
                w.grad = None
            loss.backward()
            optimizer.step()
            losses[rows] = loss.detach().double()
        history.append((losses.mean().item(), validate(net, validation, loss_of)))
    return history
