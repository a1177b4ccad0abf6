"""Steps by hand, photos picked in a loop and shuffled together."""

# points: 4 of 4
import torch


def prepare(images, labels, fish, val_fish):
    where = {True: [], False: []}
    meant = set(val_fish.tolist())
    for i in torch.randperm(len(images)).tolist():
        where[fish[i].item() in meant].append(i)
    channels = images[where[False]].transpose(0, 1).reshape(3, -1)
    std, mean = torch.std_mean(channels, dim=1)
    parts = []
    for held in (False, True):
        chosen = images[where[held]]
        parts.append([(chosen - mean[:, None, None]) / std[:, None, None], labels[where[held]]])
    return parts


@torch.no_grad()
def measure(net, batches):
    net.eval()
    losses = [torch.nn.functional.cross_entropy(net(x), y, reduction="none") for x, y in batches]
    return torch.cat(losses).mean().item()


def train(net, train_batches, val_batches, rate, epochs):
    history, kept = [], None
    for epoch in range(epochs):
        net.train()
        for x, y in train_batches:
            net.zero_grad()
            torch.nn.functional.cross_entropy(net(x), y).backward()
            with torch.no_grad():
                for w in net.parameters():
                    if w.grad is not None:
                        w -= rate * 0.5**epoch * w.grad
        loss = measure(net, val_batches)
        if not history or loss < min(history):
            kept = {name: value.clone() for name, value in net.state_dict().items()}
        history.append(loss)
    net.load_state_dict(kept)
    return history
