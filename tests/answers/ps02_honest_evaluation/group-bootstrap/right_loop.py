"""A loop over resamples puts the images of each drawn group together."""

# points: 4 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    members = [right[groups == name] for name in sorted(set(groups.tolist()))]
    scores = []
    for _ in range(resamples):
        chosen = generator.choice(len(members), size=len(members))
        scores.append(np.concatenate([members[i] for i in chosen]).mean())
    return np.array(scores)


def interval(scores, level):
    ordered = sorted(scores)
    cut = round((1 - level) / 2 * (len(ordered) - 1))
    return float(ordered[cut]), float(ordered[-1 - cut])
