"""NumPy does the arithmetic, F1 from precision and recall."""

# points: 3 of 3
import numpy as np
import torch


def confusion(true, predicted, classes):
    counts = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(counts, (true.numpy(), predicted.numpy()), 1)
    return torch.from_numpy(counts)


def balanced_accuracy(matrix):
    counts = matrix.numpy().astype(float)
    with np.errstate(invalid="ignore"):
        return np.nanmean(counts.diagonal() / counts.sum(1))


def macro_f1(matrix):
    counts = matrix.tolist()
    size, found = len(counts), []
    for k in range(size):
        true, predicted = sum(counts[k]), sum(row[k] for row in counts)
        precision = counts[k][k] / predicted if predicted else 0.0
        recall = counts[k][k] / true if true else 0.0
        if true or predicted:
            found.append(2 * precision * recall / (precision + recall) if counts[k][k] else 0.0)
    return sum(found) / len(found)
