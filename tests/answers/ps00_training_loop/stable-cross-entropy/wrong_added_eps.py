"""A small number is added to each probability."""


# points: 3 of 4
def softmax(z, dim):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True) + 1e-12


def cross_entropy(logits, labels):
    top = logits.amax(1, keepdim=True)
    log_sum = (logits - top).exp().sum(1).log() + top[:, 0]
    return (log_sum - logits.gather(1, labels[:, None])[:, 0]).mean()
