"""The buffer is the gradient tensor and is updated in place, which edits the caller's gradient."""

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
                self.buffers[i] = g
            else:
                g.add_(self.buffers[i], alpha=self.mu)
                self.buffers[i] = g
            w -= rate * self.buffers[i]
