"""PyTorch's function updates copies."""

# points: 0 of 3
import torch


def update_running(running_mean, running_var, x, momentum):
    mean, variance = running_mean.clone(), running_var.clone()
    torch.nn.functional.batch_norm(x, mean, variance, training=True, momentum=momentum)
    return mean, variance
