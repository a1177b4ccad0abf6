"""The step works on tensors with one entry only."""

# points: 2 of 4
import torch


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    x, g = w.item(), gradient.item()
    new_b = mu * b.item() + g + (0 if decoupled else decay * x)
    new_w = x - rate * new_b - (rate * decay * x if decoupled else 0)
    return torch.tensor([new_w]), torch.tensor([new_b])


def decay_groups(net, decay):
    weights = [w for w in net.parameters() if w.ndim > 1]
    others = [w for w in net.parameters() if w.ndim <= 1]
    return [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
