"""The blocks are not whole: a true division."""


# points: 1 of 2
def step_decay(start, gamma, size, epoch):
    return start * gamma ** (epoch / size)


def milestone_decay(start, gamma, milestones, epoch):
    return start * gamma ** sum(milestone <= epoch for milestone in milestones)
