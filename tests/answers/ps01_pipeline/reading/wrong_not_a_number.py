"""0/0 stays as it comes."""


# points: 1 of 2
def per_class(counts):
    right = counts.diagonal().double()
    precision, recall = right / counts.sum(0), right / counts.sum(1)
    return precision, recall, 2 * precision * recall / (precision + recall)


def passing(counts, healthy):
    sick = [k for k in range(len(counts)) if k != healthy]
    found = counts[healthy, healthy] / counts[healthy].sum()
    passed = counts[sick, healthy].sum() / counts[sick].sum()
    return found.item(), passed.item()
