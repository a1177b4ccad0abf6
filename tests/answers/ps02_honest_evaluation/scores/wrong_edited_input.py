"""Rows are divided by their sums in place, after a conversion that may not copy."""

# points: 2 of 3
import torch


def confusion(true, predicted, classes):
    matrix = torch.zeros(classes, classes, dtype=torch.int64)
    for row, column in zip(true.tolist(), predicted.tolist(), strict=True):
        matrix[row, column] += 1
    return matrix


def balanced_accuracy(matrix):
    kept = matrix.sum(1) > 0
    rows = matrix.sum(1)[kept]
    diagonal = matrix.diagonal()[kept].double()
    matrix.fill_diagonal_(0)
    return (diagonal / rows).mean().item()


def macro_f1(matrix):
    row, column = matrix.sum(1), matrix.sum(0)
    kept = row + column > 0
    return (2 * matrix.diagonal() / (row + column))[kept].mean()
