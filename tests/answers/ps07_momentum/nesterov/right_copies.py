"""In-place operations on copies."""


# points: 4 of 4
def lookahead_step(x, v, grad, rate, rho):
    x, v = x.clone(), v.clone()
    v *= rho
    v -= rate * grad(x + v)
    x += v
    return x, v


def shifted_step(y, v, grad, rate, rho):
    slope = grad(y.clone())
    y, v = y.clone(), v.clone()
    y -= rho * v
    v.mul_(rho).add_(slope, alpha=-rate)
    y += (1 + rho) * v
    return y, v
