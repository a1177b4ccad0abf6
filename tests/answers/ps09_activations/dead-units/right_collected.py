"""All batches are put together first."""

# points: 3 of 3
import torch


def zero_share(batches):
    return torch.relu(torch.cat(list(batches))).eq(0).double().mean().item()


def dead_share(batches):
    z = torch.cat([batch for batch in batches])
    return (z.max(dim=0).values <= 0).float().mean()
