"""A class that occurs nowhere counts with F1 = 0."""

# points: 2 of 3
import torch


def confusion(true, predicted, classes):
    matrix = torch.zeros(classes, classes, dtype=torch.int64)
    for row, column in zip(true.tolist(), predicted.tolist(), strict=True):
        matrix[row, column] += 1
    return matrix


def balanced_accuracy(matrix):
    recalls = [matrix[k, k] / matrix[k].sum() for k in range(len(matrix)) if matrix[k].sum() > 0]
    return sum(recalls) / len(recalls)


def macro_f1(matrix):
    both = matrix.sum(0) + matrix.sum(1)
    return (2 * matrix.diagonal() / both.clamp(min=1)).mean().item()
