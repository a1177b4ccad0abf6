"""The weights are changed in place."""


# points: 1 of 3
def l2_gradient(w, gradient, decay):
    return gradient + decay * w


def decayed_step(w, move, rate, decay):
    w *= 1 - rate * decay
    w -= move
    return w
