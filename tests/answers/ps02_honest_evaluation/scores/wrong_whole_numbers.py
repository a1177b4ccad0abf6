"""Counts are divided by //."""

# points: 1 of 3
import torch


def confusion(true, predicted, classes):
    matrix = torch.zeros(classes, classes, dtype=torch.int64)
    for row, column in zip(true.tolist(), predicted.tolist(), strict=True):
        matrix[row, column] += 1
    return matrix


def balanced_accuracy(matrix):
    recalls = [matrix[k, k] // matrix[k].sum() for k in range(len(matrix)) if matrix[k].sum() > 0]
    return sum(recalls) / len(recalls)


def macro_f1(matrix):
    row, column = matrix.sum(1), matrix.sum(0)
    kept = row + column > 0
    return (2 * matrix.diagonal() // (row + column).clamp(min=1))[kept].double().mean()
