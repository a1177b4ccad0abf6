"""The hooks stay in the given net."""

# points: 2 of 3

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
    modes = [m.training for m in net.modules()]
    shares = {}

    def watch(name):
        def hook(module, inputs, output):
            shares[name] = (output.transpose(0, 1).flatten(1) == 0).all(1).double().mean().item()

        return hook

    for name, module in net.named_modules():
        if isinstance(module, torch.nn.ReLU):
            module.register_forward_hook(watch(name))
    net.eval()
    with torch.no_grad():
        net(x)
    for module, mode in zip(net.modules(), modes, strict=True):
        module.training = mode
    return shares
