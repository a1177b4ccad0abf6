"""random.Random shuffles the names of each class; the last one stays."""

# points: 4 of 4
import random
from collections import Counter


def group_split(groups, labels, share, seed):
    sizes, of_class = Counter(groups), {}
    for group, label in zip(groups, labels, strict=True):
        of_class.setdefault(label, {})[group] = None
    draw, tested = random.Random(seed), set()
    for names in of_class.values():
        names = list(names)
        draw.shuffle(names)
        wanted = share * sum(sizes[name] for name in names)
        while len(names) > 1 and wanted > 0:
            name = names.pop()
            tested.add(name)
            wanted -= sizes[name]
    return [group in tested for group in groups]
