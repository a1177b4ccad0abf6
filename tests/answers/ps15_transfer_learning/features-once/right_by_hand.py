"""Chunks, and a step by hand with autograd.grad."""

# points: 3 of 3
import torch


def table(backbone, images, batch_size):
    backbone.train(False)
    return torch.cat([backbone(part).detach() for part in torch.split(images, batch_size)], dim=0)


def probe(backbone, head, images, labels, batches, rate):
    features = table(backbone, images, len(images))
    weights = list(head.parameters())
    for batch in batches:
        log_p = head(features[batch]).log_softmax(dim=1)
        loss = -log_p[torch.arange(len(batch)), labels[batch]].mean()
        gradients = torch.autograd.grad(loss, weights)
        for w, g in zip(weights, gradients, strict=True):
            w.data -= rate * g
