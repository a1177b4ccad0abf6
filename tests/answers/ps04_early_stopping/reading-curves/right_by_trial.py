"""Loops; the patience is found by trying 1, 2, 3 and so on."""

# points: 3 of 3
import math


def smooth(losses, window):
    smoothed = []
    for i in range(len(losses)):
        past = [losses[j] for j in range(i, -1, -1) if i - j < window]
        smoothed.append(math.fsum(past) / len(past))
    return smoothed


def what_stopping_did(losses, patience):
    best, waited, epoch = math.inf, 0, 0
    for loss in losses:
        epoch += 1
        waited += 1
        if loss < best:
            best, kept, waited = loss, epoch, 0
        if waited >= patience:
            break
    return epoch, kept, epoch - kept


def patience_needed(losses):
    goal, patience = losses.index(min(losses)) + 1, 1
    while what_stopping_did(losses, patience)[1] != goal:
        patience += 1
    return patience
