"""A normal distribution cut off at two standard deviations."""

# points: 2 of 4
import torch


def fans(weight):
    places = weight[0, 0].numel()
    return weight.shape[1] * places, weight.shape[0] * places


def xavier_uniform_(weight, generator):
    places = weight[0, 0].numel()
    bound = (6 / ((weight.shape[0] + weight.shape[1]) * places)) ** 0.5
    with torch.no_grad():
        weight.uniform_(-bound, bound, generator=generator)


def he_normal_(weight, generator):
    std = (2 / weight[0].numel()) ** 0.5
    with torch.no_grad():
        weight.normal_(0, 1, generator=generator)
        weight.fmod_(2).mul_(std / 0.88)
