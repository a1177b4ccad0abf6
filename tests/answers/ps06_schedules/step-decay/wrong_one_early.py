"""The rate falls one epoch early."""


# points: 0 of 2
def step_decay(start, gamma, size, epoch):
    return start * gamma ** ((epoch + 1) // size)


def milestone_decay(start, gamma, milestones, epoch):
    return start * gamma ** sum(milestone <= epoch + 1 for milestone in milestones)
