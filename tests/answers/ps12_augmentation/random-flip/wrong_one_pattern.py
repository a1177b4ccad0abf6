"""Seeds a generator in the function, so that every call has the same coins."""

# points: 1 of 2
import torch


def random_flip(images, p):
    generator = torch.Generator().manual_seed(42)
    coin = (torch.rand(len(images), generator=generator) < p).to(images.device)
    return torch.where(coin[:, None, None, None], images.flip(-1), images)
