"""A class without images counts as recall 1."""

# points: 2 of 3
import torch


def confusion(true, predicted, classes):
    matrix = torch.zeros(classes, classes, dtype=torch.int64)
    for row, column in zip(true.tolist(), predicted.tolist(), strict=True):
        matrix[row, column] += 1
    return matrix


def balanced_accuracy(matrix):
    return (matrix.diagonal() / matrix.sum(1)).nan_to_num(1.0).mean().item()


def macro_f1(matrix):
    row, column = matrix.sum(1), matrix.sum(0)
    kept = row + column > 0
    return (2 * matrix.diagonal() / (row + column))[kept].mean()
