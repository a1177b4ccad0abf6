"""Plain loops over lists of Python numbers."""


# points: 3 of 3
def disagreement(p):
    named = p.argmax(-1).tolist()
    pairs = different = 0
    for i in range(len(named)):
        for j in range(len(named)):
            if i < j:
                pairs += len(named[i])
                different += sum(a != b for a, b in zip(named[i], named[j], strict=True))
    return different / pairs


def squared(a, b):
    return sum((u - v) ** 2 for u, v in zip(a, b, strict=True))


def decomposition(p, y):
    nets, labels = p.tolist(), y.tolist()
    m, n, k = len(nets), len(labels), len(nets[0][0])
    ensemble = member = ambiguity = 0.0
    for i, label in enumerate(labels):
        truth = [float(c == label) for c in range(k)]
        mean = [sum(net[i][c] for net in nets) / m for c in range(k)]
        ensemble += squared(mean, truth) / n
        for net in nets:
            member += squared(net[i], truth) / (m * n)
            ambiguity += squared(net[i], mean) / (m * n)
    return (ensemble, member, ambiguity)


def expected_brier(p, y, size):
    ensemble, member, ambiguity = decomposition(p, y)
    floor = ensemble - ambiguity / (len(p) - 1)
    return floor + (member - floor) / size
