"""The order is as given."""

# points: 3 of 4
import torch


def train(net, training, validation, optimizer, loss_of, epochs, batch_size, generator):
    x, y = training
    history = []
    for _ in range(epochs):
        net.train()
        total = 0.0
        order = torch.arange(len(x))
        for rows in order.split(batch_size):
            optimizer.zero_grad()
            loss = loss_of(net(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        net.eval()
        with torch.no_grad():
            checked = loss_of(net(validation[0]), validation[1]).item()
        history.append((total / len(x), checked))
    return history
