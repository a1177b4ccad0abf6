"""The rate falls one epoch late."""


# points: 0 of 2
def step_decay(start, gamma, size, epoch):
    return start * gamma ** (max(0, epoch - 1) // size)


def milestone_decay(start, gamma, milestones, epoch):
    return start * gamma ** sum(milestone < epoch for milestone in milestones)
