"""A unit is called dead if it is 0 for some sample."""

# points: 2 of 3
import copy

import torch


def measured_step(net, optimizer):
    names = dict(net.named_parameters())
    gradients = {k: None if w.grad is None else w.grad.norm().item() for k, w in names.items()}
    before = {k: w.detach().clone() for k, w in names.items()}
    optimizer.step()
    step = sum((w.detach() - before[k]).square().sum().item() for k, w in names.items())
    size = sum(w.square().sum().item() for w in before.values())
    return gradients, (step / size) ** 0.5


def dead_shares(net, x):
    twin = copy.deepcopy(net).eval()
    outputs = {}
    for name, module in twin.named_modules():
        if isinstance(module, torch.nn.ReLU):
            module.register_forward_hook(lambda m, i, out, name=name: outputs.update({name: out}))
    with torch.no_grad():
        twin(x)
    shares = {}
    for name, out in outputs.items():
        dead = (out.transpose(0, 1).flatten(1) == 0).any(1)
        shares[name] = dead.float().mean().item()
    return shares
