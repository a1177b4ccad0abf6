"""The step is divided by the sum, without its root."""


# points: 0 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s + gradient**2
    return w - rate * gradient / (new_s + eps), new_s
