"""torchvision's ToDtype and Normalize."""

# points: 3 of 3
import torch
from torchvision.transforms import v2


class Preprocess(torch.nn.Module):
    def __init__(self, augment, mean, std):
        super().__init__()
        self.scale = v2.ToDtype(torch.float32, scale=True)
        self.change = augment
        self.normalize = v2.Normalize(mean=mean, std=std)

    def forward(self, images):
        steps = [self.scale, self.change, self.normalize] if self.training else [self.scale, self.normalize]
        for step in steps:
            images = step(images)
        return images
