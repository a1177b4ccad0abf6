"""0/0 is left standing in both scores."""

# points: 1 of 3
import torch


def confusion(true, predicted, classes):
    matrix = torch.zeros(classes, classes, dtype=torch.int64)
    for row, column in zip(true.tolist(), predicted.tolist(), strict=True):
        matrix[row, column] += 1
    return matrix


def balanced_accuracy(matrix):
    return (matrix.diagonal() / matrix.sum(1)).mean().item()


def macro_f1(matrix):
    precision, recall = matrix.diagonal() / matrix.sum(0), matrix.diagonal() / matrix.sum(1)
    return (2 * precision * recall / (precision + recall)).mean().item()
