"""One weight for the whole batch."""

# points: 3 of 4
import torch


def mixup(images, targets, alpha):
    weight = torch.distributions.Beta(alpha, alpha).sample().item()
    partner = torch.randperm(len(images), device=images.device)
    mixed = weight * images + (1 - weight) * images[partner]
    return mixed, weight * targets + (1 - weight) * targets[partner]


def mixup_loss(logits, labels, partner, weight):
    loss_of = torch.nn.CrossEntropyLoss(reduction="none")
    return (weight * loss_of(logits, labels) + (1 - weight) * loss_of(logits, labels[partner])).mean()
