"""beta weighs the new square."""


# points: 0 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    new_r = (1 - beta) * r + beta * gradient**2
    return w - rate * gradient / (new_r.sqrt() + eps), new_r
