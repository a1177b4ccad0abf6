"""The sum is one of gradients, not of their squares."""


# points: 0 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s + gradient
    return w - rate * gradient / (new_s.sqrt() + eps), new_s
