"""In-place operations on copies."""


# points: 3 of 3
def adagrad_step(w, s, gradient, rate, eps):
    s = s.clone().addcmul_(gradient, gradient)
    w = w.clone().addcdiv_(gradient, s.sqrt().add_(eps), value=-rate)
    return w, s
