"""Without a photo the scores are nan."""

# points: 2 of 3
import torch
from torch.nn import functional as F


class Scores:
    def __init__(self, classes):
        self.classes = classes
        self.total = torch.zeros((), dtype=torch.float64)
        self.counts = torch.zeros(classes, classes, dtype=torch.int64)

    def reset(self):
        self.__init__(self.classes)

    def update(self, logits, labels):
        self.total = self.total + F.cross_entropy(logits.detach().double(), labels, reduction="sum")
        pairs = torch.stack([labels, logits.argmax(1)])
        self.counts = self.counts.index_put(tuple(pairs), torch.ones_like(labels), accumulate=True)

    def compute(self):
        n = self.counts.sum()
        loss, accuracy = (self.total / n).item(), (self.counts.trace() / n).item()
        return {"loss": loss, "accuracy": accuracy, "counts": self.counts}
