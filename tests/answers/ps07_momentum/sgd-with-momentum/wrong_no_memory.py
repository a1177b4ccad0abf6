"""The buffer is made anew at every step, so nothing is remembered."""

# points: 0 of 4
import torch


class Momentum:
    def __init__(self, params, mu):
        self.params, self.mu = params, mu

    @torch.no_grad()
    def step(self, grads, rate):
        for w, g in zip(self.params, grads, strict=True):
            b = torch.zeros_like(w)
            b = self.mu * b + g
            w -= rate * b
