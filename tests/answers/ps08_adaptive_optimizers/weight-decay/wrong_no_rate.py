"""The decay is not multiplied by the rate."""


# points: 1 of 3
def l2_gradient(w, gradient, decay):
    return gradient + decay * w


def decayed_step(w, move, rate, decay):
    return w - decay * w - move
