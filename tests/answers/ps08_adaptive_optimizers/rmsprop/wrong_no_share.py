"""The new square enters whole."""


# points: 0 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    new_r = beta * r + gradient**2
    return w - rate * gradient / (new_r.sqrt() + eps), new_r
