"""The step is worked out as rate times gradient."""

# points: 2 of 3
import copy

import torch


def measured_step(net, optimizer):
    gradients = {k: None if w.grad is None else w.grad.norm().item() for k, w in net.named_parameters()}
    total = sum(g**2 for g in gradients.values() if g is not None) ** 0.5
    weights = sum(w.detach().square().sum().item() for w in net.parameters()) ** 0.5
    rate = optimizer.param_groups[0]["lr"]
    optimizer.step()
    return gradients, rate * total / weights


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
