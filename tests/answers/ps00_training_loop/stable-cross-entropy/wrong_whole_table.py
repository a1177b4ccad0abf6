"""The sum runs over all entries."""


# points: 2 of 4
def softmax(z, dim):
    e = (z - z.max()).exp()
    return e / e.sum()


def cross_entropy(logits, labels):
    top = logits.amax(1, keepdim=True)
    log_sum = (logits - top).exp().sum(1).log() + top[:, 0]
    return (log_sum - logits.gather(1, labels[:, None])[:, 0]).mean()
