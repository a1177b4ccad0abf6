"""Counts by an index, which takes a pair once a batch."""

# points: 2 of 3
import torch
from torch.nn import functional as F


class Scores:
    def __init__(self, classes):
        self.classes = classes
        self.reset()

    def reset(self):
        self.loss, self.right, self.photos = 0.0, 0, 0
        self.counts = torch.zeros((self.classes, self.classes), dtype=torch.int64)

    def update(self, logits, labels):
        answers = logits.max(dim=1).indices
        self.loss += len(labels) * F.cross_entropy(logits, labels).item()
        self.right += (answers == labels).sum().item()
        self.photos += len(labels)
        self.counts[labels, answers] += 1

    def compute(self):
        if not self.photos:
            raise ValueError("no photos")
        counts = self.counts.clone()
        return {"loss": self.loss / self.photos, "accuracy": self.right / self.photos, "counts": counts}
