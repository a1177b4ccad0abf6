"""The velocity points uphill."""


# points: 2 of 4
def lookahead_step(x, v, grad, rate, rho):
    new_v = rho * v + rate * grad(x + rho * v)
    return x + new_v, new_v


def shifted_step(y, v, grad, rate, rho):
    new_v = rho * v - rate * grad(y)
    return y - rho * v + (1 + rho) * new_v, new_v
