"""torch draws the order, in a function for each class."""

# points: 4 of 4
import torch


def group_split(groups, labels, share, seed):
    generator = torch.Generator().manual_seed(seed)
    result = [False] * len(groups)

    def deal(label):
        rows = {}
        for i, group in enumerate(groups):
            if labels[i] == label:
                rows.setdefault(group, []).append(i)
        parts = list(rows.values())
        total = sum(map(len, parts))
        done = 0
        for j in torch.randperm(len(parts), generator=generator).tolist()[1:]:
            if done >= share * total:
                break
            for i in parts[j]:
                result[i] = True
            done += len(parts[j])

    seen = []
    for label in labels:
        if label not in seen:
            seen.append(label)
            deal(label)
    return result
