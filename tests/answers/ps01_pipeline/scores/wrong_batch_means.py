"""The mean of the batches' means, as on slide E."""

# points: 2 of 3
import torch
from torch.nn import functional as F


class Scores:
    def __init__(self, classes):
        self.classes = classes
        self.reset()

    def reset(self):
        self.losses, self.accuracies = [], []
        self.counts = torch.zeros(self.classes, self.classes, dtype=torch.int64)

    def update(self, logits, labels):
        answers = logits.argmax(dim=1)
        self.losses.append(F.cross_entropy(logits, labels).item())
        self.accuracies.append((answers == labels).float().mean().item())
        for label, answer in zip(labels, answers, strict=True):
            self.counts[label, answer] += 1

    def compute(self):
        if not self.losses:
            raise ValueError("no batch yet")
        batches = len(self.losses)
        return {
            "loss": sum(self.losses) / batches,
            "accuracy": sum(self.accuracies) / batches,
            "counts": self.counts.clone(),
        }
