"""One factor on the weights."""


# points: 3 of 3
def l2_gradient(w, gradient, decay):
    return gradient.add(w, alpha=decay)


def decayed_step(w, move, rate, decay):
    kept = 1 - rate * decay
    return kept * w - move
