"""The average is divided by 1 - beta where it started at zero."""


# points: 1 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    new_r = beta * r + (1 - beta) * gradient**2
    return w - rate * gradient / ((new_r / (1 - beta) if not r.any() else new_r).sqrt() + eps), new_r
