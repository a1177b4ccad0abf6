"""F1 is taken of the mean precision and the mean recall."""

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
    precision = (matrix.diagonal() / matrix.sum(0).clamp(min=1)).mean()
    recall = (matrix.diagonal() / matrix.sum(1).clamp(min=1)).mean()
    return (2 * precision * recall / (precision + recall)).nan_to_num(0.0).item()
