"""A first average of zero is replaced by the square itself."""


# points: 1 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    new_r = beta * r + (1 - beta) * gradient**2
    new_r = gradient**2 if not r.any() else new_r
    return w - rate * gradient / (new_r.sqrt() + eps), new_r
