"""The average is updated in the tensor of the caller."""


# points: 1 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    new_r = r.mul_(beta).add_((1 - beta) * gradient**2)
    return w - rate * gradient / (new_r.sqrt() + eps), new_r
