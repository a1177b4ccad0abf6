"""The caller's tensors are updated in place."""


# points: 1 of 3
def velocity_step(x, v, gradient, rate, rho):
    v.mul_(rho).sub_(rate * gradient)
    x.add_(v)
    return x, v
