"""Lets the numbers of the channels spread over the columns."""

# points: 0 of 3
import torch


class Preprocess(torch.nn.Module):
    def __init__(self, augment, mean, std):
        super().__init__()
        self.augment = augment
        self.mean, self.std = torch.tensor(mean), torch.tensor(std)

    def forward(self, images):
        x = images / 255
        if self.training:
            x = self.augment(x)
        return (x - self.mean.to(x)) / self.std.to(x)
