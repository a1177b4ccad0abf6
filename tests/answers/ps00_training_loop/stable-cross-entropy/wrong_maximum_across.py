"""The largest logit is taken along another axis."""


# points: 2 of 4
def softmax(z, dim):
    e = (z - z.amax(dim - 1 if z.dim() > 1 else dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    top = logits.amax(1, keepdim=True)
    log_sum = (logits - top).exp().sum(1).log() + top[:, 0]
    return (log_sum - logits.gather(1, labels[:, None])[:, 0]).mean()
