"""Lists of pairs, batches by a collate function, a Python random order."""

# points: 4 of 4
import random

import torch
from torch.utils.data import DataLoader


class FishData:
    def __init__(self, images, labels, parts, batch_size, augment, seed):
        self.pairs = {"train": [], "val": [], "test": []}
        for image, label, part in zip(images, labels.tolist(), parts, strict=True):
            self.pairs[part].append((image, label))
        self.batch_size = batch_size
        self.augment = augment
        self.seed = seed

    def train_dataloader(self):
        chance, pairs, size = random.Random(self.seed), self.pairs["train"], self.batch_size

        class Epochs:
            def __iter__(_):
                order = chance.sample(pairs, len(pairs))
                for start in range(0, len(order), size):
                    yield self.batch(order[start : start + size], self.augment)

        return Epochs()

    def val_dataloader(self):
        return DataLoader(self.pairs["val"], self.batch_size, collate_fn=self.batch)

    def test_dataloader(self):
        return DataLoader(self.pairs["test"], self.batch_size, collate_fn=self.batch)

    @staticmethod
    def batch(pairs, augment=lambda image: image):
        images = [augment(image / 255) for image, _ in pairs]
        return torch.stack(images), torch.tensor([label for _, label in pairs])
