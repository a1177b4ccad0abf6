"""gamma is taken as the share that is lost."""


# points: 1 of 2
def step_decay(start, gamma, size, epoch):
    return start * (1 - gamma) ** (epoch // size)


def milestone_decay(start, gamma, milestones, epoch):
    return start * gamma ** sum(milestone <= epoch for milestone in milestones)
