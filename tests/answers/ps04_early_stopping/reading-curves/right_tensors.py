"""Tensors inside, cumulative sums, cumulative minima."""

# points: 3 of 3
import itertools

import torch


def smooth(losses, window):
    total = torch.cat([torch.zeros(1), torch.tensor(losses, dtype=torch.float64).cumsum(0)])
    end = torch.arange(1, len(losses) + 1)
    start = (end - window).clamp(min=0)
    return ((total[end] - total[start]) / (end - start)).tolist()


def records(losses):
    lowest = torch.tensor(losses, dtype=torch.float64).cummin(0).values
    new = torch.cat([torch.ones(1, dtype=torch.bool), lowest[1:] < lowest[:-1]])
    return (new.nonzero().flatten() + 1).tolist()


def what_stopping_did(losses, patience):
    found = [*records(losses), float("inf")]
    for record, following in itertools.pairwise(found):
        if following - record > patience and record + patience <= len(losses):
            return [record + patience, record, patience]
    return [len(losses), found[-2], len(losses) - found[-2]]


def patience_needed(losses):
    distances = torch.tensor(records(losses)).diff()
    return int(distances.max()) if len(distances) else 1
