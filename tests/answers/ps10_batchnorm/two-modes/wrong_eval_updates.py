"""The running statistics move in evaluation, too."""

# points: 2 of 4
import torch


class BatchNorm(torch.nn.Module):
    def __init__(self, features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = torch.nn.Parameter(torch.ones(features))
        self.bias = torch.nn.Parameter(torch.zeros(features))
        self.register_buffer("running_mean", torch.zeros(features))
        self.register_buffer("running_var", torch.ones(features))

    def forward(self, x):
        if self.training and len(x) < 2:
            raise ValueError("a batch of one")
        mean, variance = self.running_mean.clone(), self.running_var.clone()
        if self.training:
            mean, variance = x.mean(dim=0), x.var(dim=0, correction=0)
        with torch.no_grad():
            self.running_mean.lerp_(x.mean(dim=0), self.momentum)
            self.running_var.lerp_(x.var(dim=0), self.momentum)
        return self.weight * (x - mean) / (variance + self.eps).sqrt() + self.bias
