"""The weights are uniform, whatever alpha is."""

# points: 3 of 4
import torch


def mixup(images, targets, alpha):
    weight = torch.rand(len(images), 1).to(images)
    partner = torch.randperm(len(images), device=images.device)
    w = weight[:, :, None, None]
    return w * images + (1 - w) * images[partner], weight * targets + (1 - weight) * targets[partner]


def mixup_loss(logits, labels, partner, weight):
    loss_of = torch.nn.CrossEntropyLoss(reduction="none")
    return (weight * loss_of(logits, labels) + (1 - weight) * loss_of(logits, labels[partner])).mean()
