"""From the second step on the gradient is scaled by 1 - mu (PyTorch's dampening)."""

# points: 0 of 4
import torch


class Momentum:
    def __init__(self, params, mu):
        self.params, self.mu = params, mu
        self.buffers = [None] * len(params)

    @torch.no_grad()
    def step(self, grads, rate):
        for i, (w, g) in enumerate(zip(self.params, grads, strict=True)):
            if self.buffers[i] is None:
                self.buffers[i] = g.clone()
            else:
                self.buffers[i] = self.mu * self.buffers[i] + (1 - self.mu) * g
            w -= rate * self.buffers[i]
