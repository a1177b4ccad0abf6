"""Numpy arrays, and the score of two from all pairs."""

# points: 3 of 3
import itertools

import numpy as np


def disagreement(p):
    named = p.cpu().numpy().argmax(axis=-1)
    return float(np.mean([np.mean(a != b) for a, b in itertools.combinations(named, 2)]))


def brier(q, y):
    truth = np.eye(q.shape[-1])[y]
    return float(((q - truth) ** 2).sum(-1).mean())


def decomposition(p, y):
    q, y = p.cpu().numpy().astype(float), y.cpu().numpy()
    ensemble, member = brier(q.mean(0), y), np.mean([brier(each, y) for each in q])
    return [ensemble, float(member), float(member) - ensemble]


def expected_brier(p, y, size):
    q, y = p.cpu().numpy().astype(float), y.cpu().numpy()
    one = np.mean([brier(each, y) for each in q])
    two = np.mean([brier((a + b) / 2, y) for a, b in itertools.combinations(q, 2)])
    return float(2 * two - one + 2 * (one - two) / size)
