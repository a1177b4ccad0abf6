"""The accuracy comes back, twice."""

# points: 1 of 3
import torch


def confusion(true, predicted, classes):
    matrix = torch.zeros(classes, classes, dtype=torch.int64)
    for row, column in zip(true.tolist(), predicted.tolist(), strict=True):
        matrix[row, column] += 1
    return matrix


def balanced_accuracy(matrix):
    return matrix.trace() / matrix.sum()


def macro_f1(matrix):
    return matrix.trace() / matrix.sum()
