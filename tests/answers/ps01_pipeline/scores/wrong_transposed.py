"""The rows of the table are the answers."""

# points: 2 of 3
import torch
from torch.nn import functional as F


class Scores:
    def __init__(self, classes):
        self.classes = classes
        self.reset()

    def reset(self):
        self.loss = 0.0
        self.counts = torch.zeros(self.classes, self.classes, dtype=torch.int64)

    def update(self, logits, labels):
        self.loss += F.cross_entropy(logits, labels, reduction="sum").item()
        answers = logits.argmax(dim=1)
        for label, answer in zip(labels.tolist(), answers.tolist(), strict=True):
            self.counts[answer, label] += 1

    def compute(self):
        n = int(self.counts.sum())
        if n == 0:
            raise ValueError("update first")
        accuracy = int(self.counts.diagonal().sum()) / n
        return {"loss": self.loss / n, "accuracy": accuracy, "counts": self.counts.clone()}
