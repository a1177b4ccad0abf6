"""Divided by the length of the weights after the step."""

# points: 2 of 3
import copy

import torch


def flat(net):
    return torch.cat([w.detach().flatten().clone() for w in net.parameters()])


def measured_step(net, optimizer):
    gradients = {}
    for name, w in net.named_parameters():
        gradients[name] = None if w.grad is None else w.grad.norm().item()
    before = flat(net)
    optimizer.step()
    after = flat(net)
    return gradients, ((after - before).norm() / after.norm()).item()


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
        dead = (out.transpose(0, 1).flatten(1) == 0).all(1)
        shares[name] = dead.float().mean().item()
    return shares
