"""The result is always float32."""


# points: 1 of 3
def adagrad_step(w, s, gradient, rate, eps):
    new_s = s + gradient**2
    return (w - rate * gradient / (new_s.sqrt() + eps)).float(), new_s.float()
