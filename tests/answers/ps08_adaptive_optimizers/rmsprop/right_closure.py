"""A closure that is made for each call."""


# points: 3 of 3
def rmsprop_step(w, r, gradient, rate, beta, eps):
    def average(old, new):
        return old + (1 - beta) * (new - old)

    new_r = average(r, gradient.pow(2))
    return w.sub(gradient.div(new_r.pow(0.5).add(eps)).mul(rate)), new_r
