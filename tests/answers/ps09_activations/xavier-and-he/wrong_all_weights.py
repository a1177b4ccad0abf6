"""A convolution's fans are all of its weights."""

# points: 3 of 4
import torch


def fans(weight):
    if weight.dim() == 2:
        return weight.shape[1], weight.shape[0]
    return weight.numel(), weight.numel()


def xavier_uniform_(weight, generator):
    places = weight[0, 0].numel()
    bound = (6 / ((weight.shape[0] + weight.shape[1]) * places)) ** 0.5
    with torch.no_grad():
        weight.uniform_(-bound, bound, generator=generator)


def he_normal_(weight, generator):
    with torch.no_grad():
        weight.normal_(0, (2 / weight[0].numel()) ** 0.5, generator=generator)
