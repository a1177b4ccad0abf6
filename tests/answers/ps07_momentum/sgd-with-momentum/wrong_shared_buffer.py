"""All parameters share one buffer."""

# points: 2 of 4
import torch


class Momentum:
    def __init__(self, params, mu):
        self.params, self.mu = params, mu
        self.buffer = 0.0

    @torch.no_grad()
    def step(self, grads, rate):
        for w, g in zip(self.params, grads, strict=True):
            self.buffer = self.mu * self.buffer + g
            w -= rate * self.buffer
