"""The penalty is L1."""


# points: 2 of 3
def l2_gradient(w, gradient, decay):
    return gradient + decay * w.sign()


def decayed_step(w, move, rate, decay):
    return w - rate * decay * w - move
