"""The rate is low in the epoch of a milestone only."""


# points: 1 of 2
def step_decay(start, gamma, size, epoch):
    return start * gamma ** (epoch // size)


def milestone_decay(start, gamma, milestones, epoch):
    return start * gamma if epoch in milestones else start
