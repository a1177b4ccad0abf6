"""The weights shrink after the move."""


# points: 1 of 3
def l2_gradient(w, gradient, decay):
    return gradient + decay * w


def decayed_step(w, move, rate, decay):
    return (1 - rate * decay) * (w - move)
