"""The pair is returned the wrong way round."""


# points: 0 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s + gradient**2
    return new_s, w - rate * gradient / (new_s.sqrt() + eps)
