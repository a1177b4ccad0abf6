"""The gradient of the loss is forgotten."""


# points: 2 of 3
def l2_gradient(w, gradient, decay):
    return decay * w


def decayed_step(w, move, rate, decay):
    return w - rate * decay * w - move
