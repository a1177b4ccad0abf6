"""The backward pass draws a mask of its own."""

# points: 4 of 5
import torch


class Masked(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, keep):
        ctx.keep = keep
        return x * (torch.rand_like(x) < keep) / (keep or 1)

    @staticmethod
    def backward(ctx, gradient):
        return gradient * (torch.rand_like(gradient) < ctx.keep) / (ctx.keep or 1), None


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        return Masked.apply(x, 1 - self.p) if self.training else x
