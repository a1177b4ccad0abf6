"""One side of the kernel in the place of its places."""

# points: 3 of 4
import torch


def fans(weight):
    side = weight.shape[2] if weight.dim() > 2 else 1
    return weight.shape[1] * side, weight.shape[0] * side


def xavier_uniform_(weight, generator):
    places = weight[0, 0].numel()
    bound = (6 / ((weight.shape[0] + weight.shape[1]) * places)) ** 0.5
    with torch.no_grad():
        weight.uniform_(-bound, bound, generator=generator)


def he_normal_(weight, generator):
    with torch.no_grad():
        weight.normal_(0, (2 / weight[0].numel()) ** 0.5, generator=generator)
