"""The gradient itself takes the place of its average."""

# points: 0 of 4
import torch


class Adam:
    def __init__(self, params, rate, beta1, beta2, eps):
        self.params = list(params)
        self.rate, self.beta1, self.beta2, self.eps = rate, beta1, beta2, eps
        self.m = [torch.zeros_like(w) for w in self.params]
        self.v = [torch.zeros_like(w) for w in self.params]
        self.t = 0

    @torch.no_grad()
    def step(self, grads):
        self.t += 1
        for i, (w, g) in enumerate(zip(self.params, grads, strict=True)):
            self.m[i] = self.beta1 * self.m[i] + (1 - self.beta1) * g
            self.v[i] = self.beta2 * self.v[i] + (1 - self.beta2) * g * g
            v = self.v[i] / (1 - self.beta2**self.t)
            w -= self.rate * g / (v.sqrt() + self.eps)
