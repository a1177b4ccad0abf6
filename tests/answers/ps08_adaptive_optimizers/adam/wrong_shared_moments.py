"""All parameters share one pair of moments."""

# points: 2 of 4
import torch


class Adam:
    def __init__(self, params, rate, beta1, beta2, eps):
        self.params, self.rate, self.beta1, self.beta2, self.eps = list(params), rate, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    @torch.no_grad()
    def step(self, grads):
        self.t += 1
        for w, g in zip(self.params, grads, strict=True):
            self.m = self.beta1 * self.m + (1 - self.beta1) * g
            self.v = self.beta2 * self.v + (1 - self.beta2) * g * g
            m, v = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
            w -= self.rate * m / (v.sqrt() + self.eps)
