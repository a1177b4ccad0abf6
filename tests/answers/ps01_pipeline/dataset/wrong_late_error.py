"""A name that is not in the list is noticed when its photo is read."""

# points: 3 of 4
from torch.utils.data import Dataset


class FishPhotos(Dataset):
    def __init__(self, items, load, classes=None, transform=None):
        self.items, self.load, self.transform = items, load, transform
        self.classes = sorted({item[1] for item in items}) if classes is None else list(classes)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        path, name = self.items[i]
        image = self.load(path).float().div(255)
        if self.transform:
            image = self.transform(image)
        return image, self.classes.index(name)
