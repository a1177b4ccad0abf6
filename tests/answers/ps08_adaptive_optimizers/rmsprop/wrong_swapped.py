"""The pair is returned the wrong way round."""


# points: 0 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    new_r = beta * r + (1 - beta) * gradient**2
    return new_r, w - rate * gradient / (new_r.sqrt() + eps)
