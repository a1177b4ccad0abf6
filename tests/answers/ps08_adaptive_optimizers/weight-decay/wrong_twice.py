"""The penalty is taken without its half."""


# points: 2 of 3
def l2_gradient(w, gradient, decay):
    return gradient + 2 * decay * w


def decayed_step(w, move, rate, decay):
    return w - rate * decay * w - move
