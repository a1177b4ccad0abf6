"""The step goes up the gradient."""


# points: 0 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s + gradient**2
    return w + rate * gradient / (new_s.sqrt() + eps), new_s
