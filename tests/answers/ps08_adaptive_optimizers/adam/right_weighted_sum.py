"""The weights of the average are normalized by their running sum, which is the same correction."""

# points: 4 of 4
import torch


class Adam:
    def __init__(self, params, rate, beta1, beta2, eps):
        self.params, self.rate, self.eps = list(params), rate, eps
        self.beta1, self.beta2 = beta1, beta2
        self.state = {}
        self.mass1 = self.mass2 = 0.0

    def step(self, grads):
        self.mass1 = self.beta1 * self.mass1 + 1 - self.beta1
        self.mass2 = self.beta2 * self.mass2 + 1 - self.beta2
        with torch.no_grad():
            for i in range(len(self.params)):
                g = grads[i]
                m, v = self.state.get(i, (torch.zeros_like(g), torch.zeros_like(g)))
                m = m * self.beta1 + g * (1 - self.beta1)
                v = v * self.beta2 + g**2 * (1 - self.beta2)
                self.state[i] = m, v
                update = (m / self.mass1) / ((v / self.mass2) ** 0.5 + self.eps)
                self.params[i].copy_(self.params[i] - self.rate * update)
