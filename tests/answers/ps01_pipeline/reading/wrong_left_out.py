"""Classes without photos or answers are left out."""


# points: 1 of 2
def per_class(counts):
    rows, columns = counts.sum(1), counts.sum(0)
    kept = (rows > 0) & (columns > 0)
    right = counts.diagonal()[kept]
    return right / columns[kept], right / rows[kept], 2 * right / (rows[kept] + columns[kept])


def passing(counts, healthy):
    sick = [k for k in range(len(counts)) if k != healthy]
    found = counts[healthy, healthy] / counts[healthy].sum()
    passed = counts[sick, healthy].sum() / counts[sick].sum()
    return found.item(), passed.item()
