"""With DataLoader, which draws from the generator as well."""

# points: 4 of 4
import torch
from torch.utils.data import DataLoader, TensorDataset


def train(net, training, validation, optimizer, loss_of, epochs, batch_size, generator):
    batches = DataLoader(TensorDataset(*training), batch_size, shuffle=True, generator=generator)
    checks = DataLoader(TensorDataset(*validation), batch_size)

    def mean(losses):
        return sum(loss * size for loss, size in losses) / sum(size for _, size in losses)

    def learn(x, y):
        loss = loss_of(net(x), y)
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        optimizer.step()
        return loss.item(), len(x)

    @torch.no_grad()
    def check(x, y):
        return loss_of(net(x), y).item(), len(x)

    history = []
    for _ in range(epochs):
        net.train()
        learned = mean([learn(x, y) for x, y in batches])
        net.eval()
        history.append([learned, mean([check(x, y) for x, y in checks])])
    return history
