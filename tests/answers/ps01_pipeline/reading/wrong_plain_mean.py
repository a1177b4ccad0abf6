"""F1 is the plain mean of precision and recall."""


# points: 1 of 2
def per_class(counts):
    right = counts.diagonal()
    precision = right / counts.sum(dim=0).clamp(min=1)
    recall = right / counts.sum(dim=1).clamp(min=1)
    return precision, recall, (precision + recall) / 2


def passing(counts, healthy):
    sick = [k for k in range(len(counts)) if k != healthy]
    found = counts[healthy, healthy] / counts[healthy].sum()
    passed = counts[sick, healthy].sum() / counts[sick].sum()
    return found.item(), passed.item()
