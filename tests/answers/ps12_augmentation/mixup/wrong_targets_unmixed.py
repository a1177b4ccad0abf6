"""Blends the images and forgets the targets."""

# points: 3 of 4
import torch


def mixup(images, targets, alpha):
    weight = torch.distributions.Beta(alpha, alpha).sample((len(images), 1, 1, 1)).to(images)
    partner = torch.randperm(len(images), device=images.device)
    return weight * images + (1 - weight) * images[partner], targets.clone()


def mixup_loss(logits, labels, partner, weight):
    loss_of = torch.nn.CrossEntropyLoss(reduction="none")
    return (weight * loss_of(logits, labels) + (1 - weight) * loss_of(logits, labels[partner])).mean()
