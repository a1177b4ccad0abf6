"""The sum runs along axis 0, whatever dim is."""


# points: 2 of 4
def softmax(z, dim):
    e = (z - z.amax(0, keepdim=True)).exp()
    return e / e.sum(0, keepdim=True)


def cross_entropy(logits, labels):
    top = logits.amax(1, keepdim=True)
    log_sum = (logits - top).exp().sum(1).log() + top[:, 0]
    return (log_sum - logits.gather(1, labels[:, None])[:, 0]).mean()
