"""Powers, with the exponent from the standard library."""

# points: 2 of 2
from bisect import bisect_right


def step_decay(start, gamma, size, epoch):
    blocks, _ = divmod(epoch, size)
    return pow(gamma, blocks) * start


def milestone_decay(start, gamma, milestones, epoch):
    return start * gamma ** bisect_right(milestones, epoch)
