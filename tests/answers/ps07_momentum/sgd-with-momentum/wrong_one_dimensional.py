"""The buffers are rows of numbers: parameters of other shapes do not fit."""

# points: 2 of 4
import torch


class Momentum:
    def __init__(self, params, mu):
        self.params, self.mu = params, mu
        self.buffers = [[0.0] * len(w) for w in params]

    @torch.no_grad()
    def step(self, grads, rate):
        for i, (w, g) in enumerate(zip(self.params, grads, strict=True)):
            for k in range(len(w)):
                self.buffers[i][k] = self.mu * self.buffers[i][k] + g[k].item()
                w[k] -= rate * self.buffers[i][k]
