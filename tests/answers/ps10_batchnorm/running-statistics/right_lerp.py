"""Linear interpolation, without gradients."""

# points: 3 of 3
import torch


@torch.no_grad()
def update_running(old_mean, old_var, batch, m):
    variance, mean = torch.var_mean(batch, dim=0)
    return torch.lerp(old_mean, mean, m), torch.lerp(old_var, variance, m)
