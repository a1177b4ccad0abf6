"""Each batch overwrites the one before."""

# points: 0 of 3
import torch
from torch.nn import functional as F


class Scores:
    def __init__(self, classes):
        self.classes = classes
        self.batch = None

    def reset(self):
        self.batch = None

    def update(self, logits, labels):
        answers = logits.argmax(dim=1)
        counts = torch.zeros(self.classes, self.classes, dtype=torch.int64)
        for label, answer in zip(labels, answers, strict=True):
            counts[label, answer] += 1
        loss, accuracy = F.cross_entropy(logits, labels).item(), (labels == answers).double().mean().item()
        self.batch = {"loss": loss, "accuracy": accuracy, "counts": counts}

    def compute(self):
        if self.batch is None:
            raise ValueError("no batch yet")
        return dict(self.batch)
