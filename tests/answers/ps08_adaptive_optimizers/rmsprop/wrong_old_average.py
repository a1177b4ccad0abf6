"""The step is divided by the root of the average before this gradient."""


# points: 0 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    new_r = beta * r + (1 - beta) * gradient**2
    return w - rate * gradient / (r.sqrt() + eps), new_r
