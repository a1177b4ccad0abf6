"""augment gets the uint8 photo, which is divided by 255 after it."""

# points: 3 of 4
import torch
from torch.utils.data import DataLoader, Dataset


class Part(Dataset):
    def __init__(self, images, labels, augment=None):
        self.images, self.labels, self.augment = images, labels, augment

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        image = self.images[i].clone()
        if self.augment is not None:
            image = self.augment(image)
        return image / 255, self.labels[i]


class FishData:
    def __init__(self, images, labels, parts, batch_size, augment, seed):
        def part(name, augment=None):
            rows = torch.tensor([own == name for own in parts])
            return Part(images[rows], labels[rows], augment)

        self.train, self.val, self.test = part("train", augment), part("val"), part("test")
        self.batch_size = batch_size
        self.generator = torch.Generator().manual_seed(seed)

    def train_dataloader(self):
        return DataLoader(self.train, self.batch_size, shuffle=True, generator=self.generator)

    def val_dataloader(self):
        return DataLoader(self.val, self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.test, self.batch_size)
