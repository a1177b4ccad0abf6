"""Channel by channel."""

# points: 3 of 3
import torch


class Preprocess(torch.nn.Module):
    def __init__(self, augment, mean, std):
        super().__init__()
        self.augment = augment
        self.numbers = list(zip(mean, std, strict=True))

    def forward(self, images):
        x = images.float() / 255.0
        if not self.training:
            return self._normalized(x)
        return self._normalized(self.augment(x))

    def _normalized(self, x):
        return torch.stack([(x[:, k] - mean) / std for k, (mean, std) in enumerate(self.numbers)], dim=1)
