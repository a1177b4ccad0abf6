"""The global generator is seeded, and draws."""

# points: 3 of 4
import torch


def fans(weight):
    places = weight[0, 0].numel()
    return weight.shape[1] * places, weight.shape[0] * places


def xavier_uniform_(weight, generator):
    fan_in = weight[0].numel()
    fan_out = weight[:, 0].numel()
    bound = (6 / (fan_in + fan_out)) ** 0.5
    with torch.no_grad():
        torch.manual_seed(generator.initial_seed())
        weight.uniform_(-bound, bound)


def he_normal_(weight, generator):
    with torch.no_grad():
        weight.normal_(0, (2 / weight[0].numel()) ** 0.5, generator=generator)
