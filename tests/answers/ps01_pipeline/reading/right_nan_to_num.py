"""Divides first, mends nan after it, in float64."""

# points: 2 of 2
import torch


def per_class(counts):
    c = counts.to(torch.float64)
    precision = torch.nan_to_num(c.diag() / c.sum(0))
    recall = torch.nan_to_num(c.diag() / c.sum(1))
    return precision, recall, torch.nan_to_num(2 * precision * recall / (precision + recall))


def passing(counts, healthy):
    is_healthy = torch.zeros(len(counts)).double()
    is_healthy[healthy] = 1
    said, fish = counts.double() @ is_healthy, counts.double().sum(1)
    return (said @ is_healthy) / (fish @ is_healthy), (said @ (1 - is_healthy)) / (fish @ (1 - is_healthy))
