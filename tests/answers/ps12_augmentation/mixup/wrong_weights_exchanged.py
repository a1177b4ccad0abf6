"""Gives the weight to the partner's label."""

# points: 3 of 4
import torch


def mixup(images, targets, alpha):
    weight = torch.distributions.Beta(alpha, alpha).sample((len(images), 1)).to(images)
    partner = torch.randperm(len(images), device=images.device)
    w = weight[:, :, None, None]
    return w * images + (1 - w) * images[partner], weight * targets + (1 - weight) * targets[partner]


def mixup_loss(logits, labels, partner, weight):
    own = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
    other = torch.nn.functional.cross_entropy(logits, labels[partner], reduction="none")
    return ((1 - weight) * own + weight * other).mean()
