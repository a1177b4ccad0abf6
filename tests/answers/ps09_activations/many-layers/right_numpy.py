"""numpy's numbers, and torch's trapezoid."""

# points: 3 of 3
import numpy as np
import torch


def chain_slope(x, weights):
    outputs = [np.float64(x)]
    for w in weights:
        outputs.append(1 / (1 + np.exp(-w * outputs[-1])))
    slopes = [a * (1 - a) for a in outputs[1:]]
    return np.prod(weights) * np.prod(slopes)


def size_left(gain, layers):
    return np.sqrt(np.float64(gain**2 / 2) ** layers)


def gain_for(activation):
    z = torch.linspace(-6, 6, 5001)
    normal = torch.distributions.Normal(0, 1).log_prob(z).exp()
    return torch.trapezoid(activation(z) ** 2 * normal, z) ** -0.5
