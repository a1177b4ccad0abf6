"""Takes the logarithm of the mixed probability."""

# points: 3 of 4
import torch


def mixup(images, targets, alpha):
    weight = torch.distributions.Beta(alpha, alpha).sample((len(images), 1)).to(images)
    partner = torch.randperm(len(images), device=images.device)
    w = weight[:, :, None, None]
    return w * images + (1 - w) * images[partner], weight * targets + (1 - weight) * targets[partner]


def mixup_loss(logits, labels, partner, weight):
    rows, p = torch.arange(len(logits), device=logits.device), logits.softmax(dim=1)
    blended = weight * p[rows, labels] + (1 - weight) * p[rows, labels[partner]]
    return -blended.log().mean()
