"""The caller's position is moved to the look-ahead point in place."""


# points: 2 of 4
def lookahead_step(x, v, grad, rate, rho):
    ahead = x.add_(rho * v)
    new_v = rho * v - rate * grad(ahead)
    return x - rho * v + new_v, new_v


def shifted_step(y, v, grad, rate, rho):
    new_v = rho * v - rate * grad(y)
    return y - rho * v + (1 + rho) * new_v, new_v
