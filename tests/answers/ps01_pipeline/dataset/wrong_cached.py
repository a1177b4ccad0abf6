"""Keeps every photo that it has opened."""

# points: 3 of 4
import functools

from torch.utils.data import Dataset


class FishPhotos(Dataset):
    def __init__(self, items, load, classes=None, transform=None):
        self.items, self.transform = items, transform
        self.load = functools.cache(load)
        self.classes = sorted({name for _, name in items}) if classes is None else classes
        self.labels = [self.classes.index(name) for _, name in items]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        image = self.load(self.items[i][0]) / 255
        return (self.transform(image) if self.transform else image), self.labels[i]
