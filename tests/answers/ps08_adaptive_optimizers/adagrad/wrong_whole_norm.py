"""One sum for the whole tensor in the place of one for each entry."""


# points: 0 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s + (gradient**2).sum()
    return w - rate * gradient / (new_s.sqrt() + eps), new_s
