"""The small constant is forgotten."""


# points: 1 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    new_r = beta * r + (1 - beta) * gradient**2
    return w - rate * gradient / new_r.sqrt(), new_r
