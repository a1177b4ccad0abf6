"""Loops over plain numbers."""

# points: 2 of 2
import torch


def per_class(counts):
    table = counts.tolist()
    size = range(len(table))
    scores = [[], [], []]
    for k in size:
        column, row = sum(table[i][k] for i in size), sum(table[k])
        p = table[k][k] / column if column else 0.0
        r = table[k][k] / row if row else 0.0
        for score, value in zip(scores, (p, r, 2 * p * r / (p + r) if p + r else 0.0), strict=True):
            score.append(value)
    return tuple(torch.tensor(score) for score in scores)


def passing(counts, healthy):
    table = counts.tolist()
    passed = sick = 0
    for k, row in enumerate(table):
        if k != healthy:
            passed += row[healthy]
            sick += sum(row)
    return table[healthy][healthy] / sum(table[healthy]), passed / sick
