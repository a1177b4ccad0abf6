"""The training photos are shuffled once, when the object is made."""

# points: 3 of 4
import torch


class Loader:
    def __init__(self, images, labels, batch_size, augment=None):
        self.images, self.labels, self.batch_size, self.augment = images, labels, batch_size, augment

    def __iter__(self):
        for rows in torch.arange(len(self.labels)).split(self.batch_size):
            x = self.images[rows] / 255
            if self.augment:
                x = torch.stack([self.augment(image) for image in x])
            yield x, self.labels[rows]


class FishData:
    def __init__(self, images, labels, parts, batch_size, augment, seed):
        self.loaders = {}
        for name in ("train", "val", "test"):
            rows = torch.tensor([i for i, part in enumerate(parts) if part == name], dtype=torch.int64)
            if name == "train":
                rows = rows[torch.randperm(len(rows), generator=torch.Generator().manual_seed(seed))]
            changed = augment if name == "train" else None
            self.loaders[name] = Loader(images[rows], labels[rows], batch_size, changed)

    def train_dataloader(self):
        return self.loaders["train"]

    def val_dataloader(self):
        return self.loaders["val"]

    def test_dataloader(self):
        return self.loaders["test"]
