"""The decay is added."""


# points: 1 of 3
def l2_gradient(w, gradient, decay):
    return gradient + decay * w


def decayed_step(w, move, rate, decay):
    return w + rate * decay * w - move
