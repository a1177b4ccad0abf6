"""Averages the shares of the diseases."""

# points: 1 of 2
import torch


def per_class(counts):
    right = counts.diagonal()
    precision = right / counts.sum(dim=0).clamp(min=1)
    recall = right / counts.sum(dim=1).clamp(min=1)
    both = precision + recall
    f1 = torch.where(both > 0, 2 * precision * recall / both, torch.zeros_like(both))
    return precision, recall, f1


def passing(counts, healthy):
    shares = counts[:, healthy] / counts.sum(dim=1).clamp(min=1)
    sick = torch.cat([shares[:healthy], shares[healthy + 1 :]])
    return shares[healthy].item(), sick.mean().item()
