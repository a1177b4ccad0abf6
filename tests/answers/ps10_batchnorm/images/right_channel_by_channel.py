"""A loop over the channels, in place on a copy."""


# points: 3 of 3
def batch_norm_2d(x, gamma, beta, eps):
    y = x.clone()
    for c in range(x.shape[1]):
        channel = y[:, c]
        channel -= channel.mean()
        channel *= gamma[c] / ((channel**2).mean() + eps) ** 0.5
        channel += beta[c]
    return y
