"""Every label is picked from every row."""


# points: 2 of 4
def softmax(z, dim):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    shifted = logits - logits.amax(1, keepdim=True)
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    return -log_p[:, labels].mean()
