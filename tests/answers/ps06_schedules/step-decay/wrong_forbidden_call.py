"""StepLR itself does the work."""

# points: 1 of 2
import torch


def step_decay(start, gamma, size, epoch):
    sgd = torch.optim.SGD([torch.zeros(1)], lr=start)
    scheduler = torch.optim.lr_scheduler.StepLR(sgd, size, gamma)
    for _ in range(epoch):
        sgd.step()
        scheduler.step()
    return scheduler.get_last_lr()[0]


def milestone_decay(start, gamma, milestones, epoch):
    return start * gamma ** sum(milestone <= epoch for milestone in milestones)
