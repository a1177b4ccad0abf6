"""The sum is updated in the tensor of the caller."""


# points: 1 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s.add_(gradient**2)
    return w - rate * gradient / (new_s.sqrt() + eps), new_s
