"""Powers in the place of squares and roots, in a list."""

# points: 3 of 3
import torch


def adagrad_step(w, s, gradient, rate, eps):
    total = torch.add(s, torch.square(gradient))
    return [torch.sub(w, gradient / (total**0.5 + eps), alpha=rate), total]
