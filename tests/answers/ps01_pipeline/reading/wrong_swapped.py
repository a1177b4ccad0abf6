"""Precision divides by rows, recall by columns."""

# points: 1 of 2
import torch


def per_class(counts):
    right = counts.diagonal()
    precision = right / counts.sum(dim=1).clamp(min=1)
    recall = right / counts.sum(dim=0).clamp(min=1)
    both = precision + recall
    f1 = torch.where(both > 0, 2 * precision * recall / both, torch.zeros_like(both))
    return precision, recall, f1


def passing(counts, healthy):
    sick = [k for k in range(len(counts)) if k != healthy]
    found = counts[healthy, healthy] / counts[healthy].sum()
    passed = counts[sick, healthy].sum() / counts[sick].sum()
    return found.item(), passed.item()
