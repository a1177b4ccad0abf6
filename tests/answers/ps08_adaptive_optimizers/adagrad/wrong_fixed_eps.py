"""The small constant is always 1e-10, whatever was asked for."""


# points: 1 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s + gradient**2
    return w - rate * gradient / (new_s.sqrt() + 1e-10), new_s
