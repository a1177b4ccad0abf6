"""Linear interpolation between old average and new square."""

# points: 3 of 3
import torch


def rmsprop_step(w, r, gradient, rate, beta, eps):
    average = torch.lerp(r, gradient * gradient, 1 - beta)
    return w - (rate * gradient) / (eps + torch.sqrt(average)), average
