"""Sets the modes once a phase, before its epochs."""

# points: 2 of 3
import torch


def two_phases(backbone, head, batches, loss_of, warm_up, fine_tune, after_epoch):
    for p in backbone.parameters():
        p.requires_grad = False
    optimizer = torch.optim.SGD(head.parameters(), lr=warm_up[1], momentum=0.9)
    backbone.eval()
    head.train()
    for _ in range(warm_up[0]):
        for x, target in batches:
            optimizer.zero_grad()
            loss = loss_of(head(backbone(x)), target)
            loss.backward()
            optimizer.step()
        after_epoch()

    for p in backbone.parameters():
        p.requires_grad = True
    everything = [*backbone.parameters(), *head.parameters()]
    optimizer = torch.optim.SGD(everything, lr=fine_tune[1], momentum=0.9)
    backbone.train()
    head.train()
    for _ in range(fine_tune[0]):
        for x, target in batches:
            optimizer.zero_grad()
            loss = loss_of(head(backbone(x)), target)
            loss.backward()
            optimizer.step()
        after_epoch()
