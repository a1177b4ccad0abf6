"""A loop over the entries."""

# points: 3 of 3
import torch


def adagrad_step(weights, sums, gradient, learning_rate, epsilon):
    total, moved = torch.empty_like(sums), torch.empty_like(weights)
    for i in range(weights.numel()):
        g = gradient.reshape(-1)[i]
        total.view(-1)[i] = sums.reshape(-1)[i] + g * g
        step = learning_rate * g / (total.view(-1)[i].sqrt() + epsilon)
        moved.view(-1)[i] = weights.reshape(-1)[i] - step
    return moved, total
