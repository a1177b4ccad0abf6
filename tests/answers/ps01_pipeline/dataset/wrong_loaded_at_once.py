"""Opens all photos when it is made."""

# points: 3 of 4
from torch.utils.data import Dataset


class FishPhotos(Dataset):
    def __init__(self, items, load, classes=None, transform=None):
        self.classes = sorted({name for _, name in items}) if classes is None else classes
        self.pairs = [(load(path) / 255, self.classes.index(name)) for path, name in items]
        self.transform = transform

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        image, label = self.pairs[i]
        return (self.transform(image.clone()) if self.transform else image), label
