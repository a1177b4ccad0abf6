"""Autograd is left on, so a model's parameters cannot be updated in place."""


# points: 2 of 4
class Momentum:
    def __init__(self, params, mu):
        self.params, self.mu, self.buffers = params, mu, None

    def step(self, grads, rate):
        if self.buffers is None:
            self.buffers = [g.clone() for g in grads]
        else:
            self.buffers = [self.mu * b + g for b, g in zip(self.buffers, grads, strict=True)]
        for w, b in zip(self.params, self.buffers, strict=True):
            w -= rate * b
