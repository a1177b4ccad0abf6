"""The half of the penalty is kept in its gradient."""


# points: 2 of 3
def l2_gradient(w, gradient, decay):
    return gradient + decay * w / 2


def decayed_step(w, move, rate, decay):
    return w - rate * decay * w - move
