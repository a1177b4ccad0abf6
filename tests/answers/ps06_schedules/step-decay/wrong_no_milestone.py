"""An empty list of milestones is not expected."""


# points: 1 of 2
def step_decay(start, gamma, size, epoch):
    return start * gamma ** (epoch // size)


def milestone_decay(start, gamma, milestones, epoch):
    lowered = 0
    while epoch >= milestones[lowered]:
        lowered += 1
        if lowered == len(milestones):
            break
    return start * gamma**lowered
