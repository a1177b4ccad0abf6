"""The gradient is changed in place."""


# points: 2 of 3
def l2_gradient(w, gradient, decay):
    gradient += decay * w
    return gradient


def decayed_step(w, move, rate, decay):
    return w - rate * decay * w - move
