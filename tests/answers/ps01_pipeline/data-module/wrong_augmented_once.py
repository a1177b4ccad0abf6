"""The training images are augmented once, when the object is made."""

# points: 3 of 4
import torch
from torch.utils.data import DataLoader, TensorDataset


class FishData:
    def __init__(self, images, labels, parts, batch_size, augment, seed):
        self.sets, self.batch_size, self.seed = {}, batch_size, seed
        for name in ("train", "val", "test"):
            rows = [i for i in range(len(parts)) if parts[i] == name]
            x = images[rows] / 255
            if name == "train":
                x = torch.stack([augment(image.clone()) for image in x])
            self.sets[name] = TensorDataset(x, labels[rows])

    def train_dataloader(self):
        order = torch.Generator().manual_seed(self.seed)
        return DataLoader(self.sets["train"], batch_size=self.batch_size, shuffle=True, generator=order)

    def val_dataloader(self):
        return DataLoader(self.sets["val"], batch_size=self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.sets["test"], batch_size=self.batch_size)
