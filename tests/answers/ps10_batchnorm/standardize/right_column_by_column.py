"""A loop over the features, in a new tensor."""

# points: 3 of 3
import torch


def standardize(table, epsilon):
    result = torch.empty_like(table)
    for j in range(table.shape[1]):
        deviations = table[:, j] - sum(table[:, j]) / len(table)
        result[:, j] = deviations / (sum(deviations**2) / len(table) + epsilon) ** 0.5
    return result
