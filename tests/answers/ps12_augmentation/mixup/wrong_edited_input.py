"""Blends in the batch that it was given."""

# points: 3 of 4
import torch


def mixup(images, targets, alpha):
    weight = torch.distributions.Beta(alpha, alpha).sample((len(images), 1)).to(images)
    partner = torch.randperm(len(images), device=images.device)
    w, others, classes = weight[:, :, None, None], images[partner], targets[partner]
    images.mul_(w).add_((1 - w) * others)
    targets.mul_(weight).add_((1 - weight) * classes)
    return images, targets


def mixup_loss(logits, labels, partner, weight):
    loss_of = torch.nn.CrossEntropyLoss(reduction="none")
    return (weight * loss_of(logits, labels) + (1 - weight) * loss_of(logits, labels[partner])).mean()
