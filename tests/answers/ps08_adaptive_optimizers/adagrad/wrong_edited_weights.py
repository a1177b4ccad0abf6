"""The weights of the caller are moved in place."""


# points: 1 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s + gradient**2
    w -= rate * gradient / (new_s.sqrt() + eps)
    return w, new_s
