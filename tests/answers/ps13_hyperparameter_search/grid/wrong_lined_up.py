"""Takes the j-th value of every axis together."""

# points: 0 of 3


def grid(space, budget):
    k = 1
    while (k + 1) ** len(space) <= budget:
        k += 1
    settings = []
    for j in range(k):
        u = (j + 0.5) / k
        setting = {}
        for name, (kind, low, high) in space.items():
            setting[name] = low * (high / low) ** u if kind == "log" else low + u * (high - low)
        settings.append(setting)
    return settings
