"""In-place operations on copies, other names."""


# points: 3 of 3
def rmsprop_step(weights, mean_square, slope, alpha, rho, small):
    mean_square = mean_square.clone()
    mean_square *= rho
    mean_square += (1 - rho) * slope.square()
    weights = weights.clone()
    weights -= alpha * slope / (mean_square.sqrt() + small)
    return weights, mean_square
