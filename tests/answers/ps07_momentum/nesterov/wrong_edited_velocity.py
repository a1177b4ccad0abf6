"""The second form updates the caller's velocity in place."""


# points: 2 of 4
def lookahead_step(x, v, grad, rate, rho):
    new_v = rho * v - rate * grad(x + rho * v)
    return x + new_v, new_v


def shifted_step(y, v, grad, rate, rho):
    old = v.clone()
    v.mul_(rho).sub_(rate * grad(y))
    return y - rho * old + (1 + rho) * v, v
