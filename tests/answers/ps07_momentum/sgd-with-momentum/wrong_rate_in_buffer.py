"""The rate is inside the buffer, as in the velocity form."""

# points: 2 of 4
import torch


class Momentum:
    def __init__(self, params, mu):
        self.params, self.mu = params, mu
        self.buffers = [None] * len(params)

    @torch.no_grad()
    def step(self, grads, rate):
        for i, (w, g) in enumerate(zip(self.params, grads, strict=True)):
            if self.buffers[i] is None:
                self.buffers[i] = rate * g
            else:
                self.buffers[i] = self.mu * self.buffers[i] + rate * g
            w -= self.buffers[i]
