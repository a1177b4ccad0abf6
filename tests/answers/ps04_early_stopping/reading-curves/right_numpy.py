"""NumPy, and a queue for the window."""

# points: 3 of 3
from collections import deque

import numpy as np


def smooth(losses, window):
    last = deque(maxlen=window)
    return [float(np.mean(last)) for loss in losses if last.append(loss) is None]


def what_stopping_did(losses, patience):
    stopped = len(losses)
    for end in range(1, len(losses) + 1):
        if end - 1 - int(np.argmin(losses[:end])) >= patience:
            stopped = end
            break
    kept = np.argmin(losses[:stopped]) + 1
    return stopped, kept, stopped - kept


def patience_needed(losses):
    best = int(np.argmin(losses)) + 1
    longest, last = 1, 1
    for epoch in range(2, best + 1):
        if losses[epoch - 1] < min(losses[: epoch - 1]):
            longest, last = max(longest, epoch - last), epoch
    return longest
