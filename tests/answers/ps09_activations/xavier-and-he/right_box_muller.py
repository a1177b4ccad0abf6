"""Uniform draws alone; normal ones from them by Box and Muller."""

# points: 4 of 4
import torch


def fans(weight):
    return weight[0].numel(), weight[:, 0].numel()


@torch.no_grad()
def xavier_uniform_(weight, generator):
    weight.uniform_(generator=generator)
    weight -= 0.5
    weight *= (24 / sum(fans(weight))) ** 0.5


@torch.no_grad()
def he_normal_(weight, generator):
    radius, angle = (torch.empty_like(weight).uniform_(generator=generator) for _ in range(2))
    normal = torch.sqrt(-2 * torch.log(1 - radius)) * torch.cos(2 * torch.pi * angle)
    weight.copy_(normal * (2 / fans(weight)[0]) ** 0.5)
