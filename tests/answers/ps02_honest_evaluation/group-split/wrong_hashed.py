"""A hash of the name and the seed decides the order, and changes from run to run."""


# points: 3 of 4
def group_split(groups, labels, share, seed):
    tested = set()
    for label in dict.fromkeys(labels):
        own = [group for group, other in zip(groups, labels, strict=True) if other == label]
        names = list(dict.fromkeys(own))
        order = sorted(range(len(names)), key=lambda i: hash((names[i], seed)))
        taken = 0
        for i in order[:-1]:
            if taken < share * len(own):
                tested.add(names[i])
                taken += own.count(names[i])
    return [group in tested for group in groups]
