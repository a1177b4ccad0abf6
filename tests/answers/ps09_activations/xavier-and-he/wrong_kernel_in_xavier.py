"""Xavier ignores the kernel."""

# points: 3 of 4
import torch


def fans(weight):
    places = weight[0, 0].numel()
    return weight.shape[1] * places, weight.shape[0] * places


def xavier_uniform_(weight, generator):
    bound = (6 / (weight.shape[0] + weight.shape[1])) ** 0.5
    with torch.no_grad():
        weight.uniform_(-bound, bound, generator=generator)


def he_normal_(weight, generator):
    with torch.no_grad():
        weight.normal_(0, (2 / weight[0].numel()) ** 0.5, generator=generator)
