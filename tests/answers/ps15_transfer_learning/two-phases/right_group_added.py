"""One optimizer: its memory is cleared, and the backbone joins as a group."""

# points: 3 of 3
import collections

import torch


def two_phases(backbone, head, batches, loss_of, warm_up, fine_tune, after_epoch):
    (warm_epochs, warm_rate), (fine_epochs, fine_rate) = warm_up, fine_tune
    backbone.requires_grad_(False)
    sgd = torch.optim.SGD(head.parameters(), lr=warm_rate, momentum=0.9)
    for epoch in range(warm_epochs + fine_epochs):
        warm = epoch < warm_epochs
        if epoch == warm_epochs:
            backbone.requires_grad_(True)
            sgd.state = collections.defaultdict(dict)
            sgd.add_param_group({"params": list(backbone.parameters())})
            for group in sgd.param_groups:
                group["lr"] = fine_rate
        head.train()
        backbone.eval() if warm else backbone.train()
        for x, target in batches:
            with torch.set_grad_enabled(not warm):
                features = backbone(x)
            sgd.zero_grad()
            loss_of(head(features), target).backward()
            sgd.step()
        after_epoch()
