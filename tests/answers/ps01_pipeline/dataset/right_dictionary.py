"""A dictionary of numbers, labels as a tensor, and an own check of the names."""

# points: 4 of 4
import torch
import torch.utils.data


class FishPhotos(torch.utils.data.Dataset):
    def __init__(self, items, load, classes=None, transform=None):
        super().__init__()
        if classes is None:
            classes = []
            for _, name in items:
                if name not in classes:
                    classes.append(name)
            classes.sort()
        self.classes = tuple(classes)
        number = dict(zip(self.classes, range(len(self.classes)), strict=True))
        for _, name in items:
            if name not in number:
                raise ValueError(f"{name} is none of {self.classes}")
        self.targets = torch.tensor([number[name] for _, name in items], dtype=torch.int64)
        self.paths = [path for path, _ in items]
        self.load, self.transform = load, transform

    def __len__(self):
        return self.targets.numel()

    def __getitem__(self, i):
        path = self.paths[i]
        image = self.load(path).to(torch.float32).div_(255.0)
        return image if self.transform is None else self.transform(image), self.targets[i]
