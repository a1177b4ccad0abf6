"""Loops that multiply."""


# points: 2 of 2
def step_decay(start, gamma, size, epoch):
    rate = start
    for t in range(1, epoch + 1):
        if t % size == 0:
            rate *= gamma
    return rate


def milestone_decay(start, gamma, milestones, epoch):
    rate = start
    for milestone in milestones:
        if epoch < milestone:
            break
        rate *= gamma
    return rate
