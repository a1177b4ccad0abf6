"""What was seen is kept in lists of the class, which all objects share."""

# points: 0 of 3
import torch
from torch.nn import functional as F


class Scores:
    losses, pairs = [], []

    def __init__(self, classes):
        self.classes = classes

    def reset(self):
        self.losses.clear()
        self.pairs.clear()

    def update(self, logits, labels):
        self.losses += F.cross_entropy(logits, labels, reduction="none").tolist()
        self.pairs += zip(labels.tolist(), logits.argmax(1).tolist(), strict=True)

    def compute(self):
        if not self.pairs:
            raise ValueError("no photo yet")
        counts = torch.zeros(self.classes, self.classes, dtype=torch.int64)
        for label, answer in self.pairs:
            counts[label, answer] += 1
        right = sum(label == answer for label, answer in self.pairs) / len(self.pairs)
        return {"loss": sum(self.losses) / len(self.losses), "accuracy": right, "counts": counts}
