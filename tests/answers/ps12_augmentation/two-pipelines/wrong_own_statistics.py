"""Standardizes each batch by its own mean and std."""

# points: 0 of 3
import torch


class Preprocess(torch.nn.Module):
    def __init__(self, augment, mean, std):
        super().__init__()
        self.augment = augment

    def forward(self, images):
        x = images / 255
        if self.training:
            x = self.augment(x)
        mean, std = x.mean(dim=(0, 2, 3), keepdim=True), x.std(dim=(0, 2, 3), keepdim=True)
        return (x - mean) / std
