"""The partner is always the neighbour in the batch."""

# points: 3 of 4
import torch


def mixup(images, targets, alpha):
    weight = torch.distributions.Beta(alpha, alpha).sample((len(images), 1)).to(images)
    w = weight[:, :, None, None]
    mixed = w * images + (1 - w) * images.roll(1, 0)
    return mixed, weight * targets + (1 - weight) * targets.roll(1, 0)


def mixup_loss(logits, labels, partner, weight):
    loss_of = torch.nn.CrossEntropyLoss(reduction="none")
    return (weight * loss_of(logits, labels) + (1 - weight) * loss_of(logits, labels[partner])).mean()
