"""Sample by sample, partners by sorting random numbers."""

# points: 4 of 4
import random

import torch


def mixup(images, targets, alpha):
    order = list(range(len(images)))
    random.shuffle(order)
    mixed, blended = [], []
    for i, j in enumerate(order):
        share = random.betavariate(alpha, alpha)
        mixed.append(share * images[i] + (1 - share) * images[j])
        blended.append(share * targets[i] + (1 - share) * targets[j])
    return torch.stack(mixed), torch.stack(blended)


def mixup_loss(logits, labels, partner, weight):
    total = 0.0
    for i in range(len(logits)):
        j = partner[i].item()
        log_p = torch.log_softmax(logits[i], dim=0)
        total = total - weight[i] * log_p[labels[i]] - (1 - weight[i]) * log_p[labels[j]]
    return total / len(logits)
