"""No gradient counts as a gradient of zeros."""

# points: 2 of 3
import copy

import torch


def measured_step(net, optimizer):
    gradients = {
        name: torch.linalg.vector_norm(w.grad).item() if w.grad is not None else 0.0
        for name, w in net.named_parameters()
    }
    before = torch.nn.utils.parameters_to_vector(net.parameters()).detach().clone()
    optimizer.step()
    after = torch.nn.utils.parameters_to_vector(net.parameters()).detach()
    return gradients, float((after - before).norm() / before.norm())


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
